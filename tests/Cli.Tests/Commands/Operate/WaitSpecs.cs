using System.Text.Json;
using Actors.Cli.Tests.Support;

namespace Actors.Cli.Tests.Commands.Operate;

/// <summary>Commands that wait, for one node or for several, and what they say at their end.</summary>
public sealed class WaitSpecs : OperatorSpecs
{
    private const string Drained = "DRAIN";

    /// <summary>What the agent says of its nodes, one answer after the other; the last one stays.</summary>
    private readonly Queue<string> _nodes = [];

    private readonly Queue<string> _statuses = [];

    public WaitSpecs() => Hasten = true;

    [Fact]
    public async Task A_drain_ends_once_the_last_session_has()
    {
        // The first is asked for what takes it back.
        Says(Node("web-1", "UP", 3), Node("web-1", "UP", 3), Node("web-1", Drained, 3), Node("web-1", Drained, 0));

        Assert.Equal(ExitCode.Ok, await Console.Run("drain", "web-1", "--wait"));

        Assert.Equal(["ok web-1 drained, 0 sessions, 0.5 s. Undo: actors ready web-1"], Console.Lines);
    }

    [Fact]
    public async Task What_takes_too_long_says_what_is_and_has_its_own_exit_code()
    {
        Says(Node("web-1", Drained, 3));

        Assert.Equal(ExitCode.NotInTime, await Console.Run("drain", "web-1", "--timeout", "5"));

        Assert.Equal(
            ["!! web-1 not drained after 5.0 s: 3 sessions, HAProxy reports DRAIN. Undo: actors ready web-1"], Console.Lines);
    }

    [Theory]
    [InlineData("\"sessions\":0", "\"sessions\":2", "2 sessions")]
    [InlineData("\"queue\":0", "\"queue\":1", "0 sessions and 1 queued")]
    [InlineData(
        "\"queue\":0", "\"queue\":0,\"silentWorkers\":1", "0 sessions, 1 old worker of HAProxy does not answer and may have more")]
    public async Task A_node_is_not_drained_as_long_as_it_has_or_may_have_a_client(string none, string some, string said)
    {
        Says(Node("web-1", Drained, 0).Replace(none, some, StringComparison.Ordinal));

        Assert.Equal(ExitCode.NotInTime, await Console.Run("drain", "web-1", "--timeout", "5"));

        Assert.Equal([$"!! web-1 not drained after 5.0 s: {said}, HAProxy reports DRAIN. Undo: actors ready web-1"], Console.Lines);
    }

    [Fact]
    public async Task Agents_that_were_not_asked_for_their_sessions_are_named()
    {
        Says(Node("web-1", Drained, 0));
        Stands(Status(1).Replace(
            "\"convergence\":null",
            "\"convergence\":{\"summary\":\"in sync\",\"agents\":[" + string.Join(
                ',', new[] { "ha-1", "ha-2" }.Select(name =>
                    $$"""{"name":"{{name}}","revision":1,"contentHash":"0","phase":"Idle","lags":false,"why":""}""")) + "]}",
            StringComparison.Ordinal));

        Assert.Equal(ExitCode.Ok, await Console.Run("drain", "web-1", "--wait"));

        Assert.Equal(["ok web-1 drained, 0 sessions at ha-1 (ha-2 not asked), 0.0 s. Undo: actors ready web-1"], Console.Lines);
    }

    [Theory]
    [InlineData("drain --service web", "web-1 web-2")]
    [InlineData("drain --zone b", "web-2 api-1")]
    [InlineData("drain --version 2", "web-2")]
    [InlineData("drain --version 2.0 --zone b", "web-2")]
    [InlineData("drain --all", "web-1 web-2 api-1")]
    [InlineData("drain web-1 api-1 web-1", "web-1 api-1")]
    [InlineData("weight 5 --service api", "api-1")]
    [InlineData("weight web-1 web-2 5", "web-1 web-2")]
    public async Task Several_nodes_are_named_or_chosen(string line, string chosen)
    {
        Says($"{Node("web-1", "UP", 0)},{Node("web-2", "UP", 0, zone: "b", version: "2.0.1")},"
            + Node("api-1", "UP", 0, zone: "b", service: "api"));

        Assert.Equal(ExitCode.Ok, await Console.Run(line.Split(' ')));

        Assert.Equal(
            chosen.Split(' '),
            Agent.Requests.Where(asked => asked.Method == "POST").Select(asked => asked.Path.Split('/')[3]));
    }

    [Theory]
    [InlineData("drain --zone moon", "no node is chosen by that.")]
    [InlineData("drain --service wbe", "no service 'wbe'. Did you mean web?")]
    public async Task Where_no_node_is_chosen_nothing_is_done(string line, string message)
    {
        Says(Node("web-1", "UP", 0));

        var failure = await Assert.ThrowsAsync<CommandFailed>(() => Console.Run(line.Split(' ')));

        Assert.Equal((ExitCode.Unknown, message), (failure.ExitCode, failure.Message));
        Assert.DoesNotContain(Agent.Requests, asked => asked.Method == "POST");
    }

    [Fact]
    public async Task One_that_is_refused_keeps_no_other_from_its_own_and_decides_the_exit_code()
    {
        Says($"{Node("web-1", Drained, 0)},{Node("web-2", "UP", 1)}");
        Agent.Answers["POST /api/nodes/web-2/drain"] = FakeAnswer.Problem(
            409, """{"title":"The override was refused","status":409,"detail":"web-2 is the last node of web that serves."}""");

        Assert.Equal(ExitCode.Failed, await Console.Run("drain", "web-2", "web-1", "--wait", "--json"));

        using var document = JsonDocument.Parse(Console.Result);
        var results = document.RootElement.GetProperty("results").EnumerateArray().ToArray();
        Assert.Equal(["web-2 False", "web-1 True"], results.Select(one => $"{one.GetProperty("node")} {one.GetProperty("done")}"));
        Assert.Equal(409, results[0].GetProperty("problem").GetProperty("status").GetInt32());
        Assert.Equal(0, results[1].GetProperty("sessions").GetInt32());
    }

    [Theory]
    [InlineData("maintenance web-1 --wait", "MAINT", "ok web-1 in maintenance, 0 sessions, 0.0 s. Undo: actors ready web-1")]
    [InlineData("ready web-1 --wait", "UP", "ok web-1 serving, 0 sessions, 0.0 s.")]
    public async Task Each_override_has_its_own_end(string line, string haproxy, string said)
    {
        Says(Node("web-1", haproxy, 0));

        Assert.Equal(ExitCode.Ok, await Console.Run(line.Split(' ')));

        Assert.Equal([said], Console.Lines);
    }

    // During a canary HAProxy has another weight than the one that was asked for.
    [Fact]
    public async Task A_weight_is_so_once_it_is_the_override_s_and_HAProxy_is_in_sync()
    {
        Says(Node("web-1", "UP", 0), Node("web-1", "UP", 0), Weighted);
        Stands(Status(1, phase: "Applying"), Status(1, phase: "Applying"), Status(1));

        Assert.Equal(ExitCode.Ok, await Console.Run("weight", "web-1", "50", "--wait"));

        Assert.Equal(["ok web-1 at weight 50, 0 sessions, 0.5 s. Undo: actors weight web-1 none"], Console.Lines);
    }

    [Fact]
    public async Task A_weight_that_HAProxy_does_not_have_in_time_is_not_so()
    {
        Says(Weighted);
        Stands(Status(1, phase: "Applying"));

        Assert.Equal(ExitCode.NotInTime, await Console.Run("weight", "web-1", "50", "--timeout", "5"));

        Assert.Equal(
            ["!! web-1 not at weight 50 after 5.0 s: 0 sessions, HAProxy reports UP, the agents are not in sync."], Console.Lines);
    }

    private static string Weighted { get; } = Node("web-1", "UP", 0).Replace(
        "null,\"haproxy\"", "{\"state\":null,\"weight\":50,\"by\":\"api\",\"at\":\"2026-03-04T11:59:18Z\"},\"haproxy\"",
        StringComparison.Ordinal);

    [Theory]
    [InlineData("drain web-1 web-2 web-3 --json", "web-1 True, web-2 False, web-3 False")]
    [InlineData("drain web-1 web-2 web-3 --json --timeout 5", "web-2 False, web-3 False, web-1 True")]
    public async Task What_was_taken_is_said_also_where_the_agent_goes_away_in_the_middle(string line, string results)
    {
        Says(string.Join(',', new[] { "web-1", "web-2", "web-3" }.Select(name => Node(name, Drained, 0))));
        Agent.Answers["POST /api/nodes/web-2/drain"] = new FakeAnswer(404, "text/html", "another program");

        Assert.Equal(ExitCode.NothingRuns, await Console.Run(line.Split(' ')));

        using var document = JsonDocument.Parse(Console.Result);
        Assert.Equal(results, string.Join(", ", document.RootElement.GetProperty("results").EnumerateArray()
            .Select(one => $"{one.GetProperty("node")} {one.GetProperty("done")}")));
        Assert.DoesNotContain(Agent.Requests, asked => asked.Path == "/api/nodes/web-3/drain");
    }

    [Fact]
    public async Task What_was_taken_and_can_no_longer_be_asked_for_is_said()
    {
        var asked = 0;
        Agent.Answering = request => request switch
        {
            { Path: "/api/status" } => FakeAnswer.Json(Status(1)),
            { Method: "POST" } => FakeAnswer.Taken(Answers.Override),
            _ => ++asked == 1 ? FakeAnswer.Json($"[{Node("web-1", "UP", 3)}]") : new FakeAnswer(404, "text/html", "another program"),
        };

        Assert.Equal(ExitCode.NothingRuns, await Console.Run("drain", "web-1", "--timeout", "5"));

        Assert.StartsWith(
            "!! web-1: taken; whether it is drained is not known: ", Assert.Single(Console.Lines), StringComparison.Ordinal);
    }

    // No more time than that, although an answer alone may take longer.
    [Fact]
    public async Task An_agent_that_hangs_takes_no_longer_than_the_timeout()
    {
        using var over = new ManualResetEventSlim();
        var asked = 0;
        Agent.Answering = request =>
        {
            if (request.Path == "/api/nodes" && ++asked > 1)
            {
                over.Wait();
            }

            return Answer(request);
        };
        _nodes.Enqueue($"[{Node("web-1", Drained, 3)}]");

        Assert.Equal(ExitCode.NotInTime, await Console.Run("drain", "web-1", "--timeout", "1"));

        over.Set();
        Assert.Contains("has not answered for", Assert.Single(Console.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reload_ends_once_HAProxy_has_reloaded_and_the_agents_are_in_sync()
    {
        Stands(Status(reloads: 1), Status(reloads: 1), Status(reloads: 2, phase: "Applying"), Status(reloads: 2));

        Assert.Equal(ExitCode.Ok, await Console.Run("reload", "--wait"));

        Assert.Equal(["ok HAProxy reloaded, 0.5 s."], Console.Lines);
    }

    /// <summary>What the agent froze itself is its own, and no other agent is frozen by it.</summary>
    [Fact]
    public async Task A_freeze_ends_once_the_agent_has_that_of_an_operator()
    {
        Stands(
            Status(1, frozen: Frozen("null")), Status(1, frozen: Frozen("null")), Status(1, frozen: Frozen("null")),
            Status(1, frozen: Frozen("\"ann\"")));

        Assert.Equal(ExitCode.Ok, await Console.Run("freeze", "--wait"));

        Assert.Equal(["ok Servers frozen on this agent; it goes to all, 0.5 s. Undo: actors thaw"], Console.Lines);
    }

    [Theory]
    [InlineData(
        "freeze",
        "ok Servers frozen on this agent alone, until it restarts: it is of 0.1.0, and no other agent receives it. "
            + "Undo: actors thaw")]
    [InlineData(
        "freeze --wait",
        "ok Servers frozen on this agent alone, until it restarts: it is of 0.1.0, and no other agent receives it, 0.5 s. "
            + "Undo: actors thaw")]
    [InlineData("thaw", "ok Servers thawed on this agent alone: it is of 0.1.0, and no other agent receives it. Undo: actors freeze")]
    public async Task An_agent_of_0_1_0_freezes_and_thaws_itself_alone_which_is_said(string line, string said)
    {
        Agent.Answers["POST /api/freeze"] = Agent.Answers["POST /api/thaw"] = FakeAnswer.Taken("");
        Stands(Status(1), Status(1), Status(1), Status(1, frozen: Frozen("null")));

        Assert.Equal(ExitCode.Ok, await Console.Run(line.Split(' ')));

        Assert.Equal([said], Console.Lines);
    }

    private static string Frozen(string by) => $$"""{"why":"why","since":"2026-03-04T11:57:00Z","held":[],"by":{{by}}}""";

    [Fact]
    public async Task What_the_agent_could_not_apply_is_a_failure()
    {
        Stands(Status(1), Status(1, "Failing",
            """{"revision":13,"stage":"Check","output":"[ALERT] no\nmore","hint":"","at":"2026-03-04T11:59:30Z"}"""));

        var failure = await Assert.ThrowsAsync<CommandFailed>(() => Console.Run("reload", "--wait"));

        Assert.Equal((ExitCode.Failed, "the agent could not apply it, stage Check: [ALERT] no"), (failure.ExitCode, failure.Message));
    }

    [Fact]
    public async Task An_agent_that_is_not_in_sync_in_time_says_how_far_it_is()
    {
        Stands(Status(1));

        var failure = await Assert.ThrowsAsync<CommandFailed>(() => Console.Run("reload", "--timeout", "2"));

        Assert.Equal(ExitCode.NotInTime, failure.ExitCode);
        Assert.Equal("not so after 2.0 s: ?, revision 12 of 12 applied.", failure.Message);
    }

    [Fact]
    public async Task What_is_not_pinned_is_unpinned_already()
    {
        Agent.Answers["POST /api/unpin"] = FakeAnswer.Problem(
            409, """{"title":"Nothing is pinned","status":409,"detail":"The template in force is taken already."}""");

        Assert.Equal(ExitCode.Ok, await Console.Run("unpin"));

        Assert.Equal(["ok Nothing is pinned."], Console.Lines);
    }

    [Fact]
    public async Task A_deployment_waits_for_the_nodes_of_its_version()
    {
        var old = Node("web-1", "UP", 0);
        Says(old, $"{old},{Node("web-2", "DOWN", 0, version: "2.0.1")}", $"{old},{Node("web-2", "UP", 0, version: "2.0.1")}");

        Assert.Equal(ExitCode.Ok, await Console.Run("wait", "web", "--version", "2", "--count", "1"));

        Assert.Equal(["ok web: 1 of 1 node of version 2 serving, 0.5 s"], Console.Lines);
    }

    [Fact]
    public async Task And_says_who_does_not_serve()
    {
        Says($"{Node("web-1", "UP", 0)},{Answers.Judged("web-2", "Down", "HAProxy's check fails: L4CON")}");

        var failure = await Assert.ThrowsAsync<CommandFailed>(() => Console.Run("wait", "web", "--count", "2", "--timeout", "3"));

        Assert.Equal((ExitCode.NotInTime, "web: 1 of 2 nodes serving after 3.0 s."), (failure.ExitCode, failure.Message));
        Assert.Equal(["web-2 is down: HAProxy's check fails: L4CON"], failure.Remedy);
    }

    [Fact]
    public async Task Watching_shows_it_again_until_it_is_ended_also_where_the_agent_is_gone_for_a_while()
    {
        using var end = new CancellationTokenSource();
        var asked = 0;
        Agent.Answering = _ =>
        {
            if (++asked == 3)
            {
                end.Cancel();
            }

            return asked == 2 ? new FakeAnswer(503, "text/plain", "") : FakeAnswer.Json(Answers.Services);
        };

        Assert.Equal(ExitCode.Ok, await Console.Run(end.Token, "services", "--watch", "-o", "name"));

        Assert.Equal(["web", "api"], Console.Lines.Take(2));
        Assert.Contains("is not ready for that", Console.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_first_answer_fails_watching_ends()
    {
        var failure = await Assert.ThrowsAsync<CommandFailed>(() => Console.Run("status", "--watch"));

        Assert.Equal(ExitCode.NothingRuns, failure.ExitCode);
    }

    [Fact]
    public async Task The_dashboard_s_address_is_printed()
    {
        Assert.Equal(ExitCode.Ok, await Console.Run("dashboard"));

        Assert.Equal([Agent.Url.ToString()], Console.Lines);
    }

    private static string Node(
        string name, string haproxy, int sessions, string zone = "a", string version = "1.0.0", string service = "web") =>
        Answers.Node(name, status: haproxy).Replace("\"sessions\":0", $"\"sessions\":{sessions}", StringComparison.Ordinal)
            .Replace("\"version\":\"1.0.0\"", $"\"version\":\"{version}\",\"zone\":\"{zone}\"", StringComparison.Ordinal)
            .Replace("\"service\":\"web\"", $"\"service\":\"{service}\"", StringComparison.Ordinal);

    private static string Status(int reloads, string phase = "Idle", string failure = "null", string frozen = "null") =>
        $$"""
        {"name":"ha-1","phase":"{{phase}}","revisionDesired":12,"revisionApplied":12,
         "haproxy":{"running":true,"pid":77,"version":"3.0.11","reloads":{{reloads}},"restarts":0,"changes":12,"drift":2},
         "lastFailure":{{failure}},"frozen":{{frozen}},"nodes":[],"rejected":[],"pinned":null,"contentHash":"0","convergence":null}
        """;

    private void Says(params string[] nodes)
    {
        foreach (var one in nodes)
        {
            _nodes.Enqueue($"[{one}]");
        }

        Agent.Answering = Answer;
    }

    private void Stands(params string[] statuses)
    {
        foreach (var one in statuses)
        {
            _statuses.Enqueue(one);
        }

        Agent.Answering = Answer;
    }

    private FakeAnswer? Answer(Asked asked) => asked switch
    {
        { Path: "/api/nodes" } => FakeAnswer.Json(_nodes.Count > 1 ? _nodes.Dequeue() : _nodes.Peek()),
        { Path: "/api/status" } => FakeAnswer.Json(
            _statuses.Count > 1 ? _statuses.Dequeue() : _statuses.Count > 0 ? _statuses.Peek() : Status(1)),
        { Method: "POST" } when !Agent.Answers.ContainsKey($"POST {asked.Path}") => FakeAnswer.Taken(Answers.Override),
        _ => null,
    };
}
