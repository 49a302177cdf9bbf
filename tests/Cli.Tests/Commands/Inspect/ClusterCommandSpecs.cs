using Actors.Cli.Commands;
using Actors.Cli.Commands.Inspect;

namespace Actors.Cli.Tests.Commands.Inspect;

public sealed class ClusterCommandSpecs : IAsyncLifetime
{
    private const string Web1 =
        """{"name":"web-1","address":"akka.tcp://actors@10.0.0.7:4053","roles":["web"],"status":"Up","reachable":false}""";

    private FakeNode _node = null!;

    public async Task InitializeAsync() => _node = await FakeNode.Start();

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task Show_lists_the_members_and_who_leads()
    {
        Says($$"""{"self":{"name":"seed-1","address":"akka.tcp://actors@10.0.0.1:4053"},"leader":"akka.tcp://actors@10.0.0.1:4053","members":[{"name":"seed-1","address":"akka.tcp://actors@10.0.0.1:4053","roles":["seed"],"status":"Up","reachable":true},{{Web1}}]}""");

        await _node.Run(ClusterViews.ShowAsync);

        Assert.Equal("GET /cluster Bearer secret", Assert.Single(_node.Requests));
        Assert.Equal(
            [
                ["NAME", "STATUS", "REACHABLE", "LEADER", "ROLES", "ADDRESS"],
                ["seed-1", "Up", "yes", "yes", "seed", "akka.tcp://actors@10.0.0.1:4053"],
                ["web-1", "Up", "NO", "-", "web", "akka.tcp://actors@10.0.0.7:4053"],
                ["as", "seed-1", "sees", "it"],
            ],
            Words());
    }

    [Fact]
    public async Task Show_of_a_node_outside_says_so()
    {
        Says("""{"self":{"name":"seed-1","address":""},"leader":null,"members":[]}""");

        await _node.Run(ClusterViews.ShowAsync);

        Assert.Equal("seed-1 is in no cluster.", _node.Output.Trim());
    }

    [Fact]
    public async Task Status_tells_what_there_is_to_tell()
    {
        Says("""
            {"name":"seed-1","address":"akka.tcp://actors@10.0.0.1:4053","status":"Up","roles":["seed"],"appVersion":"1.0.0+seed-1",
             "leader":{"name":"seed-1","address":"a"},"oldest":null,"members":2,"unreachable":[{"name":"web-1","address":"b"}],
             "since":"2030-01-02T03:04:05+00:00","uptimeSeconds":3661.2,"starts":2,"version":"0.2.0"}
            """);

        await _node.Run(ClusterViews.StatusAsync);

        var lines = Words();
        Assert.Contains(["leader", "seed-1", "(a)"], lines);
        Assert.Contains(["oldest", "-"], lines);
        Assert.Contains(["unreachable", "web-1", "(b)"], lines);
        Assert.Contains(["up", "for", "01:01:01,", "since", "2030-01-02T03:04:05Z"], lines);
        Assert.Contains(["starts", "2"], lines);
        Assert.Contains(["version", "0.2.0"], lines);
    }

    [Theory]
    [InlineData("web-1", "POST /cluster/leave Bearer secret {\"name\":\"web-1\"}")]
    [InlineData("akka.tcp://actors@10.0.0.7:4053", "POST /cluster/leave Bearer secret {\"address\":\"akka.tcp://actors@10.0.0.7:4053\"}")]
    [InlineData(null, "POST /cluster/leave Bearer secret")]
    public async Task Leave_names_the_member_or_means_the_node_itself(string? member, string request)
    {
        Says($$"""{"order":"leave","members":[{{Web1}}]}""", 202);

        await _node.Run(inquiry => new ClusterCommands(inquiry, "actors").LeaveAsync(member, isNodeGiven: true));

        Assert.Equal(request, Assert.Single(_node.Requests));
        Assert.Equal("ok web-1 (akka.tcp://actors@10.0.0.7:4053) leaves", _node.Output.Trim());
    }

    [Fact]
    public async Task Leave_without_anybody_named_asks_nobody()
    {
        var failure = await Assert.ThrowsAsync<CommandFailed>(() =>
            _node.Run(inquiry => new ClusterCommands(inquiry, "actors").LeaveAsync(null, isNodeGiven: false)));

        Assert.Equal(ExitCode.Usage, failure.ExitCode);
        Assert.Empty(_node.Requests);
    }

    [Fact]
    public async Task Down_takes_a_member_for_dead()
    {
        Says($$"""{"order":"down","members":[{{Web1}}]}""", 202);

        await _node.Run(inquiry => new ClusterCommands(inquiry, "actors").DownAsync("web-1"));

        Assert.Equal("POST /cluster/down Bearer secret {\"name\":\"web-1\"}", Assert.Single(_node.Requests));
        Assert.Equal("ok web-1 (akka.tcp://actors@10.0.0.7:4053) is downed", _node.Output.Trim());
    }

    [Fact]
    public async Task Down_unreachable_says_when_there_is_nobody()
    {
        Says("""{"order":"down-unreachable","members":[]}""", 202);

        await _node.Run(inquiry => new ClusterCommands(inquiry, "actors").DownUnreachableAsync());

        Assert.Equal("POST /cluster/down-unreachable Bearer secret", Assert.Single(_node.Requests));
        Assert.Equal("No member is unreachable.", _node.Output.Trim());
    }

    [Theory]
    [InlineData(
        false,
        "2030-01-02T03:04:05.678Z Up            web-1      akka.tcp://actors@10.0.0.7:4053 Up|2030-01-02T03:04:06.000Z LeaderChanged -     "
            + "     -|seed-1 leaves and says no more.")]
    [InlineData(
        true,
        "{\"time\":\"2030-01-02T03:04:05.678+00:00\",\"what\":\"Up\",\"name\":\"web-1\","
            + "\"address\":\"akka.tcp://actors@10.0.0.7:4053\",\"status\":\"Up\"}|"
            + "{\"time\":\"2030-01-02T03:04:06+00:00\",\"what\":\"LeaderChanged\",\"name\":null,\"address\":null,\"status\":null}")]
    public async Task Tail_prints_each_event_in_a_line(bool json, string lines)
    {
        _node.Answer = (200, "text/event-stream", """
            : the cluster as it is, then what happens

            event: member
            data: {"time":"2030-01-02T03:04:05.678+00:00","what":"Up","name":"web-1","address":"akka.tcp://actors@10.0.0.7:4053","status":"Up"}

            : nothing new

            event: member
            data: {"time":"2030-01-02T03:04:06+00:00","what":"LeaderChanged","name":null,"address":null,"status":null}


            """);

        await _node.Run(ClusterViews.TailAsync, json);

        Assert.Equal(lines.Split('|'), _node.Output.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Json_is_what_the_node_says()
    {
        const string Answer = """{"order":"leave","members":[]}""";
        Says(Answer, 202);

        await _node.Run(inquiry => new ClusterCommands(inquiry, "actors").LeaveAsync("web-1", isNodeGiven: false), json: true);
        await _node.Run(ClusterViews.ShowAsync, json: true);
        await _node.Run(ClusterViews.StatusAsync, json: true);

        Assert.Equal([Answer, Answer, Answer], _node.Output.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData(401, ExitCode.TokenRefused)]
    [InlineData(404, ExitCode.Unknown)]
    [InlineData(409, ExitCode.Failed)]
    [InlineData(503, ExitCode.Failed)]
    public async Task What_a_node_refuses_it_says_in_its_own_words(int status, int exitCode)
    {
        _node.Refuses(status, "There is no such member", "seed-1 knows no member 'web-9'. It knows seed-1.");

        var failure = await Assert.ThrowsAsync<CommandFailed>(() =>
            _node.Run(inquiry => new ClusterCommands(inquiry, "actors").DownAsync("web-9")));

        Assert.Equal((exitCode, "seed-1: There is no such member."), (failure.ExitCode, failure.Message));
        Assert.Equal("seed-1 knows no member 'web-9'. It knows seed-1.", failure.Remedy[0]);
        Assert.Equal(status == 401, failure.Remedy.Any(line => line.Contains("ACTORS_TOKEN_FILE", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_is_no_node_is_an_error()
    {
        _node.Answer = (404, "text/html", "<html>");

        var failure = await Assert.ThrowsAsync<CommandFailed>(() => _node.Run(ClusterViews.StatusAsync));

        Assert.Equal(ExitCode.NothingRuns, failure.ExitCode);
        Assert.Contains("is not the management port of a node (404 for /cluster/status).", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cluster show")]
    [InlineData("cluster show --json --node web-1")]
    [InlineData("cluster status --url http://127.0.0.1:8558")]
    [InlineData("cluster leave")]
    [InlineData("cluster leave web-1 --url https://host/actors/")]
    [InlineData("cluster down akka.tcp://actors@10.0.0.7:4053")]
    [InlineData("cluster down-unreachable --json")]
    [InlineData("cluster tail")]
    public void Makes_sense(string line) => Assert.Empty(Errors(line));

    [Theory]
    [InlineData(
        "cluster down", "missing MEMBER: a member's name, such as web-1, or its address, such as akka.tcp://actors@10.0.0.7:4053.")]
    [InlineData("cluster show --url 127.0.0.1:8558", "--url must be an address such as http://127.0.0.1:8090, not '127.0.0.1:8558'.")]
    [InlineData("cluster show --url ftp://host", "--url must be an address such as http://127.0.0.1:8090, not 'ftp://host'.")]
    [InlineData("cluster", "which command?")]
    public void Makes_none_and_says_why(string line, string error) =>
        Assert.Equal(error, UsageErrors.Of(ActorsCommand.Create().Parse(line.Split(' ')), "actors").Message);

    [Fact]
    public void Every_command_and_every_option_explains_itself()
    {
        var cluster = ClusterCommand.Create(CommandHost.OfThisProcess);

        Assert.All(cluster.Subcommands, command => Assert.False(string.IsNullOrWhiteSpace(command.Description), command.Name));
        Assert.All(
            cluster.Subcommands.SelectMany(command => command.Arguments),
            argument => Assert.False(string.IsNullOrWhiteSpace(argument.Description), argument.Name));
        Assert.All(cluster.Options, option => Assert.False(string.IsNullOrWhiteSpace(option.Description), option.Name));
    }

    private static IEnumerable<string> Errors(string line) =>
        ActorsCommand.Create().Parse(line.Split(' ')).Errors.Select(error => error.Message);

    private void Says(string body, int status = 200) => _node.Answer = (status, "application/json", body);

    private string[][] Words() =>
        [.. _node.Output.Split('\n').Select(line =>
            line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length > 0)];
}
