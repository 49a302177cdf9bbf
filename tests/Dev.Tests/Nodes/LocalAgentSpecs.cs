using Actors.Cli.Client;
using Actors.Dev.Nodes;
using Actors.Dev.Processes;
using Actors.Dev.State;
using Actors.Dev.Tests.Support;

namespace Actors.Dev.Tests.Nodes;

/// <summary>The agents of the local system, and the token that each is told.</summary>
public sealed class LocalAgentSpecs : IDisposable
{
    private static readonly NodeRecord Second = new("ha-2", NodeRole.Ha, 4056, 8092);

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string?> _variables = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_an_address_it_is_the_first_agent_of_the_local_system_with_its_own_token()
    {
        Runs();
        var file = _folder.File(".run/ha-1/api-token", "abc\n");

        var target = Find();

        Assert.Equal(new Uri("http://127.0.0.1:8090/"), target.Url);
        Assert.Equal(("abc", file), (target.Token.Value, target.Token.Source));
        Assert.Equal(["One of the local system: --agent NAME. What runs here: ./actors ps"], target.Others);
    }

    [Fact]
    public void Another_agent_of_the_local_system_is_picked_by_its_name_even_against_the_environment()
    {
        Runs();
        _folder.File(".run/ha-2/api-token", "def");
        _variables["ACTORS_URL"] = "http://10.0.0.1:8090";

        var target = Find(agent: "ha-2");

        Assert.Equal(new Uri("http://127.0.0.1:8092/"), target.Url);
        Assert.Equal("def", target.Token.Value);
    }

    [Theory]
    [InlineData("ha-3")]
    [InlineData("seed-1")]
    public void An_agent_that_is_not_here_is_an_unknown_node(string name)
    {
        Runs();

        var failure = Fails(agent: name);

        Assert.Equal(ExitCode.Unknown, failure.ExitCode);
        Assert.Equal($"no agent '{name}' was started here.", failure.Message);
    }

    [Fact]
    public void Where_nothing_runs_it_is_said_how_to_name_an_agent_elsewhere()
    {
        var failure = Fails();

        Assert.Equal(ExitCode.NothingRuns, failure.ExitCode);
        Assert.Contains(failure.Remedy, line => line.Contains("--url http://HOST:8090, or ACTORS_URL", StringComparison.Ordinal));
    }

    [Fact]
    public void A_local_agent_s_token_is_for_that_agent_alone()
    {
        Runs();
        _folder.File(".run/ha-1/api-token", "abc");

        Assert.Equal("abc", Find(url: "http://127.0.0.1:8090").Token.Value);
        Assert.Null(Find(url: "http://127.0.0.1:8091").Token.Value);
        Assert.Null(Find(url: "http://10.0.0.1:8090").Token.Value);
    }

    [Fact]
    public void Tokens_are_looked_for_in_order()
    {
        Runs();
        _folder.File(".run/ha-1/api-token", "from-agent");
        Assert.Equal("from-agent", Find().Token.Value);

        _variables["ACTORS_TOKEN_FILE"] = _folder.File("named", " from-file \n");
        Assert.Equal("from-file", Find().Token.Value);

        _variables["ACTORS_TOKEN"] = "from-variable";
        Assert.Equal("from-variable", Find().Token.Value);

        Assert.Equal("from-option", Find(tokenFile: _folder.File("option", "from-option")).Token.Value);
        Assert.Equal(["--token-file", "ACTORS_TOKEN", "ACTORS_TOKEN_FILE", _folder.At(".run/ha-1/api-token")], Find().Token.Places);
    }

    [Fact]
    public void A_token_file_that_is_not_there_is_an_error_where_it_was_named()
    {
        Runs();
        _variables["ACTORS_TOKEN_FILE"] = _folder.At("none");

        Assert.StartsWith("ACTORS_TOKEN_FILE: the token cannot be read: ", Fails().Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "--token-file: the token cannot be read: ", Fails(tokenFile: _folder.At("none")).Message, StringComparison.Ordinal);
    }

    private void Runs()
    {
        var process = ProcFs.Identify(Environment.ProcessId);
        new RunStateFile(_folder.At(".run/state.json")).Write(Records.State().With(Second).With(Records.Ha with { Process = process }));
    }

    private AgentTarget Find(string? url = null, string? agent = null, string? tokenFile = null) => AgentTarget.Find(
        new AgentChoice(url, agent, tokenFile), name =>
        _variables.GetValueOrDefault(name), new LocalNodes(() => new RunFolder(_folder.Path)));

    private CommandFailed Fails(string? url = null, string? agent = null, string? tokenFile = null) =>
        Assert.Throws<CommandFailed>(() => Find(url, agent, tokenFile));
}
