using Actors.Cli.Client;
using Actors.Cli.Tests.Support;

namespace Actors.Cli.Tests.Client;

public sealed class AgentTargetSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string?> _variables = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_address_on_the_command_line_goes_before_the_environment()
    {
        _variables["ACTORS_URL"] = "http://10.0.0.1:8090";

        Assert.Equal(new Uri("http://10.0.0.2:8090/"), Find(url: "http://10.0.0.2:8090").Url);
        Assert.Equal(new Uri("http://10.0.0.1:8090/"), Find().Url);
    }

    [Theory]
    [InlineData("http://ha:8090/", "http://ha:8090/")]
    [InlineData("https://proxy.example/agents/ha-1", "https://proxy.example/agents/ha-1/")]
    public void An_address_may_have_a_path(string text, string address) => Assert.Equal(new Uri(address), Find(url: text).Url);

    [Theory]
    [InlineData("ha:8090")]
    [InlineData("ftp://ha/")]
    [InlineData("/api")]
    [InlineData("http://me:secret@ha:8090")]
    public void What_is_no_address_is_said_with_the_name_of_the_variable(string text)
    {
        _variables["ACTORS_URL"] = text;

        var failure = Fails();

        Assert.Equal(ExitCode.Usage, failure.ExitCode);
        Assert.StartsWith("ACTORS_URL must be an address such as http://127.0.0.1:8090, not ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_agent_and_an_address_are_one_too_many() =>
        Assert.Equal(ExitCode.Usage, Fails(url: "http://ha:8090", agent: "ha-1").ExitCode);

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("two\nlines")]
    public void A_file_of_something_else_holds_no_token(string content)
    {
        var file = _folder.File("wrong", content);

        var failure = Fails(url: "http://ha:8090", tokenFile: file);

        Assert.Equal($"{file} holds no token: one line of visible ASCII characters is wanted.", failure.Message);
    }

    private AgentTarget Find(string? url = null, string? agent = null, string? tokenFile = null) => AgentTarget.Find(
        new AgentChoice(url, agent, tokenFile), name => _variables.GetValueOrDefault(name), NoNodes.Here);

    private CommandFailed Fails(string? url = null, string? agent = null, string? tokenFile = null) =>
        Assert.Throws<CommandFailed>(() => Find(url, agent, tokenFile));
}
