using System.Text.Json;
using Actors.Cli.Tests.Support;
using Actors.Contracts.Api;

namespace Actors.Cli.Tests.Commands.Operate;

public sealed class RollSpecs : OperatorSpecs
{
    private readonly Dictionary<string, int> _lives = new(StringComparer.Ordinal) { ["ha-2"] = 1, ["ha-1"] = 1 };
    private string _host = "10.0.0.1";
    private string _why = "";

    [Fact]
    public async Task People_see_which_agent_it_is_at()
    {
        Console.Time = new AtOnce(Answers.Now);
        Agent.Answering = asked => Decide(asked, restarted: agent => _lives[agent]++);

        Assert.Equal(0, await Console.Run("roll", "agents"));

        Assert.Equal(
            [
                "Rolling 2 agents, in this order: ha-2, ha-1.",
                "Restarting ha-2, and HAProxy with it (HaProxy:OnStop) ...",
                "ha-2 is in sync and serves (0.2.0).",
                "Restarting ha-1, and HAProxy with it (HaProxy:OnStop) ...",
                "ha-1 is in sync and serves (0.2.0).",
                "All 2 agents have restarted, are in sync and serve.",
            ],
            Console.Lines);
        Assert.All(Agent.Requests, request => Assert.Equal(
            ("POST", "/api/roll", "Bearer " + Token), (request.Method, request.Path, request.Authorization)));
        Assert.Single(Agent.Requests.Select(request => Read(request).Round).Distinct());
    }

    [Fact]
    public async Task With_json_each_step_is_a_line()
    {
        Console.Time = new AtOnce(Answers.Now);
        Agent.Answering = asked => Decide(asked, restarted: agent => _lives[agent]++);

        await Console.Run("roll", "agents", "--json");

        Assert.Equal(
            [
                """{"at":"2026-03-04T12:00:00+00:00","step":"begins","agent":"","what":"ha-2, ha-1"}""",
                """{"at":"2026-03-04T12:00:00+00:00","step":"restarts","agent":"ha-2","what":"0.2.0"}""",
                """{"at":"2026-03-04T12:00:00+00:00","step":"in sync","agent":"ha-2","what":"0.2.0"}""",
                """{"at":"2026-03-04T12:00:00+00:00","step":"restarts","agent":"ha-1","what":"0.2.0"}""",
                """{"at":"2026-03-04T12:00:00+00:00","step":"in sync","agent":"ha-1","what":"0.2.0"}""",
                """{"at":"2026-03-04T12:00:00+00:00","step":"done","agent":"","what":""}""",
            ],
            Console.Lines);
    }

    [Fact]
    public async Task A_command_is_run_once_for_each_in_place_of_a_request_to_restart()
    {
        Console.Time = new AtOnce(Answers.Now);
        var file = Folder.At("done");
        Agent.Answering = asked =>
        {
            foreach (var name in File.Exists(file) ? File.ReadAllLines(file).Select(line => line.Split(' ')[0]) : [])
            {
                _lives[name] = 2;
            }

            return Decide(asked, restarted: _ => { });
        };

        Assert.Equal(0, await Console.Run("roll", "agents", "--command", $"echo {{name}} at {{host}} >> {file}"));

        Assert.Equal(["ha-2 at 10.0.0.1", "ha-1 at 10.0.0.1"], await File.ReadAllLinesAsync(file));
        Assert.All(Agent.Requests, request => Assert.False(Read(request).Restarts));
    }

    [Fact]
    public async Task A_command_that_fails_stops_it()
    {
        Console.Time = new AtOnce(Answers.Now);
        Agent.Answering = asked => Decide(asked, restarted: _ => { });

        var failure = await Assert.ThrowsAsync<CommandFailed>(() => Console.Run("roll", "agents", "--command", "exit 3 # {name}"));

        Assert.Equal("the roll has stopped at ha-2: the command ended with 3: exit 3 # ha-2.", failure.Message);
        Assert.Contains("Not restarted: ha-1.", failure.Remedy);
    }

    [Fact]
    public async Task What_a_shell_would_take_for_more_than_a_host_is_refused()
    {
        Console.Time = new AtOnce(Answers.Now);
        _host = "10.0.0.1; reboot";
        Agent.Answering = asked => Decide(asked, restarted: _ => { });

        var failure = await Assert.ThrowsAsync<CommandFailed>(() => Console.Run("roll", "agents", "--command", "echo {host}"));

        Assert.Contains("may not be put into a command", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_coordinator_refuses_stops_it()
    {
        Console.Time = new AtOnce(Answers.Now);
        _why = "another round is under way; it ends a minute after its last question";
        Agent.Answering = asked => Decide(asked, restarted: _ => { });

        var failure = await Assert.ThrowsAsync<CommandFailed>(() => Console.Run("roll", "agents"));

        Assert.Equal($"the roll has stopped: {_why}.", failure.Message);
    }

    [Fact]
    public async Task An_agent_that_does_not_come_back_stops_it_in_time()
    {
        // Each look at the clock is a second later.
        Console.Time = new AtOnce(Answers.Now) { Step = TimeSpan.FromSeconds(1) };
        Agent.Answering = asked => Decide(asked, restarted: agent => _lives.Remove(agent));

        var failure = await Assert.ThrowsAsync<CommandFailed>(() => Console.Run("roll", "agents", "--timeout", "30"));

        Assert.Equal(
            "the roll has stopped at ha-2: it is not in sync and serving after 30 s: ha-2: it is not in the cluster.", failure.Message);
        Assert.Contains("Not restarted: ha-1.", failure.Remedy);
        Assert.Contains("  ha-2: it is not in the cluster", Console.Result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_that_knows_no_rolls_is_said_to_be_too_old()
    {
        var failure = await Assert.ThrowsAsync<CommandFailed>(() => Console.Run("roll", "agents"));

        Assert.Contains("(404 NotFound for /api/roll)", failure.Message, StringComparison.Ordinal);
    }

    // As the coordinator decides, as far as these need it.
    private FakeAnswer Decide(Asked asked, Action<string> restarted)
    {
        var request = Read(asked);
        var agents = _lives.Select(life => new AgentStanding(life.Key, _host, Life(life.Value), "0.2.0", true, "", "a", false)).ToList();
        var missing = request.Agents.FirstOrDefault(begun => !_lives.ContainsKey(begun.Name));
        var due = request.Agents.FirstOrDefault(begun => agents.Any(agent => agent.Name == begun.Name && agent.Started == begun.Started));
        var report = request.Agents.Count == 0 ? new RollReport(RollVerdict.Wait, "", "", agents)
            : _why.Length > 0 ? new RollReport(RollVerdict.Refused, "", _why, agents)
            : missing is not null ? new RollReport(RollVerdict.Wait, missing.Name, "it is not in the cluster", agents)
            : due is not null ? new RollReport(RollVerdict.Go, due.Name, "", agents)
            : new RollReport(RollVerdict.Done, "", "", agents);
        if (report.Verdict == RollVerdict.Go)
        {
            restarted(report.Agent);
        }

        return FakeAnswer.Json(JsonSerializer.Serialize(report, ContractJson.Readable.RollReport));
    }

    private static RollRequest Read(Asked asked) => ContractJson.Read(asked.Body, ContractJson.Reader.RollRequest)!;

    private static DateTimeOffset Life(int number) => Answers.Now.AddHours(number);

    /// <summary>A clock on which no time passes but with each look, and what waits for some is over at once.</summary>
    private sealed class AtOnce(DateTimeOffset now) : TimeProvider
    {
        private long _looks;

        public TimeSpan Step { get; init; }

        public override DateTimeOffset GetUtcNow() => now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Increment(ref _looks) * Step.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
