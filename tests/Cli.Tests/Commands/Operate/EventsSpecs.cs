using Actors.Cli.Tests.Support;

namespace Actors.Cli.Tests.Commands.Operate;

public sealed class EventsSpecs : OperatorSpecs
{
    private const string Change =
        """{"revision":13,"trigger":"web-1 drained by override","by":"runtime","what":"1 command","commands":[],"milliseconds":3.2,"at":"2026-03-04T12:00:00Z","result":"applied","failure":null,"hasConfig":true}""";
    private static readonly string Ready = $"[{Answers.Node("web-1")}]";
    private static readonly string Drained = $"[{Answers.Node("web-1", "Drain", "drained by override", "DRAIN")}]";
    private static readonly string Idle = Answers.StatusWith(
        """
        "phase":"Idle","revisionDesired":12,"lastFailure":null,"frozen":null,"pinned":null,"convergence":{"summary":"in sync on 1 of 1 agents","agents":[]}
        """).ReplaceLineEndings("");

    [Fact]
    public async Task With_json_each_event_is_one_line()
    {
        Agent.EventStreams.Enqueue(
            ": here\n\nevent: nodes\ndata: [\ndata:  1]\n\nevent: change\ndata: {\"revision\":1}\n\nevent: status\ndata: nonsense\n\n");

        await Follow(3, "--json");

        Assert.Equal(
            [
                """{"event":"nodes","data":[1]}""",
                """{"event":"change","data":{"revision":1}}""",
                """{"event":"status","data":"nonsense"}""",
            ],
            Console.Lines);
        Assert.Equal(new Asked("GET", "/api/events", "Bearer " + Token, null, ""), Request);
    }

    [Fact]
    public async Task People_are_told_what_is_new()
    {
        Agent.EventStreams.Enqueue(
            Event("status", Idle) + Event("nodes", Ready) + Event("nodes", Ready) + Event("status", Idle)
            + Event("nodes", Drained) + Event("change", Change) + Event("nodes", "[]"));

        await Follow(5);

        Assert.Equal(
            [
                "12:00:00 status  Idle, revision 12 of 12, HAProxy runs, in sync on 1 of 1 agents",
                "12:00:00 nodes   1: 1 Ready",
                "12:00:00 node    web-1: Drain (drained by override), gossip Up, HAProxy DRAIN, weight 100",
                "12:00:00 change  revision 13, web-1 drained by override: runtime, 1 command, 3.2 ms, applied",
                "12:00:00 node    web-1: gone",
            ],
            Console.Lines);
    }

    [Fact]
    public async Task Nodes_are_counted_by_what_happens_to_their_clients()
    {
        Agent.EventStreams.Enqueue(Event("nodes", $"[{Answers.Judged("web-1", "Down", "HAProxy's check fails: L4CON")}]"));

        await Follow(1);

        Assert.Equal(["12:00:00 nodes   1: 1 down"], Console.Lines);
    }

    [Fact]
    public async Task Of_services_people_are_told_when_their_clients_get_something_else()
    {
        Agent.EventStreams.Enqueue(
            Event("services", Service("Healthy", "")) + Event("services", Service("Down", "0 of 1 node serving: web-1 down (L4CON)"))
            + Event("services", Service("Down", "0 of 1 node serving: web-1 down (L4CON)")) + Event("services", Service("Healthy", "")));

        await Follow(2);

        Assert.Equal(
            ["12:00:00 service shop: Down, 0 of 1 node serving: web-1 down (L4CON)", "12:00:00 service shop: Healthy"], Console.Lines);
    }

    private static string Service(string health, string why) =>
        $$$"""
        [{"name":"shop","protocol":"Http","listenPort":null,"routes":[],"nodes":1,"ready":1,"canary":null,"health":"{{{health}}}","healthWhy":"{{{why}}}","serving":0,"states":{"Down":1},"requests":0,"errors":0}]
        """;

    [Fact]
    public async Task Goes_on_when_the_agent_comes_back()
    {
        Agent.EventStreams.Enqueue(Event("status", Idle));
        Agent.EventStreams.Enqueue(Event("change", Change));

        await Follow(2);

        Assert.Equal(2, Agent.Requests.Count);
        Assert.Contains($"{Agent.Url} has ended its events.", Console.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_that_was_never_there_is_an_error()
    {
        var failure = await Assert.ThrowsAsync<CommandFailed>(() => Console.Run("events"));

        Assert.Contains("(404 NotFound for /api/events)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_real_program_ends_when_nobody_reads_it_any_more()
    {
        foreach (var _ in Enumerable.Range(0, 20))
        {
            Agent.EventStreams.Enqueue(Event("change", Change));
        }

        var lines = await RealProgram.Run(
            Agent.Url.ToString(),
            Folder.Path,
            "bash",
            "-c", "\"$@\" 2>/dev/null | head -n 1", "bash", RealProgram.DotNet, RealProgram.Assembly, "events", "--json");

        Assert.Equal([$$"""{"event":"change","data":{{Change}}}"""], lines);
        Assert.NotEmpty(Agent.EventStreams);
    }

    private static string Event(string name, string data) => $"event: {name}\ndata: {data}\n\n";

    private async Task Follow(int lines, params string[] arguments)
    {
        using var interrupted = new CancellationTokenSource();
        var running = Console.Run(interrupted.Token, ["events", .. arguments]);
        await Eventually.TrueAsync(() => Console.Lines.Count >= lines || running.IsCompleted);
        await interrupted.CancelAsync();
        Assert.Equal(ExitCode.Ok, await running);
    }
}
