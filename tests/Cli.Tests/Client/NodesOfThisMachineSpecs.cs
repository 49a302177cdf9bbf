using System.Net;
using Actors.Cli.Client;

namespace Actors.Cli.Tests.Client;

public sealed class NodesOfThisMachineSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string?> _variables = [];
    private readonly List<int> _ports = [];
    private readonly List<string> _files = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_agent_and_a_node_are_found_at_their_usual_ports_with_their_usual_token()
    {
        _ports.AddRange([8090, 8558]);
        var here = Here();

        Assert.Equal(new LocalNode("127.0.0.1:8090", new Uri("http://127.0.0.1:8090/"), "/var/lib/actors/api-token"), here.Agent(null));
        // An agent has the token for its commands; a node without state has none.
        Assert.Equal(new Uri("http://127.0.0.1:8090/"), here.Node(null).Url);
        _ports.Remove(8090);
        Assert.Equal(new Uri("http://127.0.0.1:8558/"), here.Node(null).Url);
    }

    [Fact]
    public void Where_a_package_has_installed_them_each_has_its_token_in_a_folder_of_its_own()
    {
        _ports.AddRange([8090, 8558]);
        _files.AddRange(["/var/lib/actors/agent/api-token", "/var/lib/actors/seed/api-token"]);

        Assert.Equal("/var/lib/actors/agent/api-token", Here().Agent(null).TokenFile);
        _ports.Remove(8090);
        Assert.Equal("/var/lib/actors/seed/api-token", Here().Node(null).TokenFile);
    }

    [Fact]
    public void Where_a_node_has_others_by_the_environment_they_are_taken_from_there()
    {
        _ports.AddRange([8090, 9000]);
        _variables["ACTORS_NODE__MANAGEMENTPORT"] = "9000";
        _variables["ACTORS_NODE__STATEPATH"] = "/srv/state";

        Assert.Equal(new LocalNode("127.0.0.1:9000", new Uri("http://127.0.0.1:9000/"), "/srv/state/api-token"), Here().Agent(null));
        Assert.Equal(new Uri("http://127.0.0.1:9000/"), Here().Node(null).Url);
        _variables["ACTORS_API__TOKENFILE"] = "/run/secrets/token";
        Assert.Equal("/run/secrets/token", Here().Node(null).TokenFile);
    }

    [Fact]
    public void Where_none_runs_it_is_said_how_to_name_one_elsewhere()
    {
        var (agent, node) = (Fails(() => Here().Agent(null)), Fails(() => Here().Node(null)));

        Assert.Equal(
            (ExitCode.NothingRuns, "no agent runs on this machine (nothing listens on port 8090)."), (agent.ExitCode, agent.Message));
        Assert.Equal(["Name one: --url http://HOST:8090, or ACTORS_URL in the environment."], agent.Remedy);
        Assert.Equal(
            (ExitCode.NothingRuns, "no node runs on this machine (nothing listens on port 8090 or 8558)."), (node.ExitCode, node.Message));
        Assert.Equal(
            ["Name one: --url http://HOST:8090 (an agent) or http://HOST:8558, or ACTORS_URL in the environment."], node.Remedy);
    }

    [Fact]
    public void A_name_is_not_known()
    {
        var (agent, node) = (Fails(() => Here().Agent("ha-1")), Fails(() => Here().Node("web-1")));

        Assert.Equal((ExitCode.Usage, "--agent ha-1: this program starts no agents."), (agent.ExitCode, agent.Message));
        Assert.Equal((ExitCode.Usage, "--node web-1: this program starts no nodes."), (node.ExitCode, node.Message));
    }

    [Fact]
    public void Another_machine_s_node_needs_nothing_here()
    {
        _variables["ACTORS_TOKEN"] = "abc";

        Assert.Equal(new AskedNode("host:8558", new Uri("http://host:8558/"), "abc"), Asked(url: "http://host:8558/"));
    }

    [Fact]
    public void The_environment_names_the_node_that_is_asked_unless_the_command_line_does()
    {
        _ports.Add(8090);
        _variables["ACTORS_URL"] = "http://lb1:8091";

        Assert.Equal(new Uri("http://lb1:8091/"), Asked().Url);
        Assert.Equal(new Uri("http://lb2:8091/"), Asked(url: "http://lb2:8091/").Url);
        _variables["ACTORS_URL"] = "lb1:8091";
        Assert.StartsWith("ACTORS_URL must be an address such as ", Fails(() => Asked()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_and_an_address_are_one_too_many() =>
        Assert.Equal(ExitCode.Usage, Fails(() => Asked("seed-1", "http://host:8558/")).ExitCode);

    [Fact]
    public void A_token_here_is_told_to_the_agent_here_and_to_no_other_program()
    {
        _variables["ACTORS_API__TOKENFILE"] = _folder.File("token", "abc");
        _ports.AddRange([8090, 8091]);

        Assert.Equal("abc", Asked(url: "http://127.0.0.1:8090/").Token);
        Assert.Equal("abc", Asked(url: "http://127.0.0.1:8558/").Token);
        Assert.Null(Asked(url: "http://127.0.0.1:8091/").Token);
        Assert.Null(Asked(url: "http://10.0.0.1:8090/").Token);
    }

    private NodesOfThisMachine Here() => new(
        name => _variables.GetValueOrDefault(name),
        port => _ports.Contains(port) ? new IPEndPoint(IPAddress.Loopback, port) : null,
        _files.Contains);

    private AskedNode Asked(string? node = null, string? url = null) => AskedNode.Find(
        Here(), node, url is null ? null : new Uri(url), null, name => _variables.GetValueOrDefault(name));

    private static CommandFailed Fails(Func<object> find) => Assert.Throws<CommandFailed>(() => { find(); });
}
