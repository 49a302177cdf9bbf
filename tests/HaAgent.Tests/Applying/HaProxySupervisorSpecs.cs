using System.Net;
using Actors.HaAgent.Applying;
using Actors.HaAgent.Desired;
using Actors.HaAgent.Planning;
using Akka.Actor;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.HaAgent.Tests.Applying;

/// <summary>The supervisor with a real HAProxy.</summary>
public sealed class HaProxySupervisorSpecs : AgentTestKit
{
    private readonly HaProxyMaster _master;
    private readonly HaProxyControl _control;

    public HaProxySupervisorSpecs()
    {
        _master = new HaProxyMaster(Options, TimeProvider.System);
        _control = new HaProxyControl(Options, _master, new HaProxySockets(Options, TimeProvider.System), TimeProvider.System);
    }

    [Fact]
    public async Task It_starts_HAProxy_and_a_reload_brings_the_new_servers()
    {
        var supervisor = Start();
        Apply(supervisor, 1);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await GetAsync());
        var pid = _master.Find()!.Pid;

        Apply(supervisor, 2, Sample.Server("web-1", "127.0.0.1", Ports.Free()), Sample.Server("web-2", "::1", Ports.Free()));

        Assert.Equal(pid, _master.Find()!.Pid);
        Assert.Equal(1, Board.Current.HaProxy.Reloads);
        Assert.Equal(["web-1", "web-2"], await ServersAsync());
    }

    [Fact]
    public void A_HAProxy_that_dies_is_started_again()
    {
        Apply(Start(), 1, Sample.Server("web-1", "127.0.0.1", Ports.Free()));
        var died = _master.Find()!;

        died.Signal(ProcessSignal.Kill);

        AwaitAssert(
            () =>
            {
                var now = _master.Find();
                Assert.NotNull(now);
                Assert.NotEqual(died, now);
                Assert.Equal((true, 1), (Board.Current.HaProxy.Running, Board.Current.HaProxy.Restarts));
            },
            Patience);
    }

    [Fact]
    public async Task A_new_supervisor_takes_over_the_HAProxy_that_runs()
    {
        var first = Start();
        Apply(first, 1, Sample.Server("web-1", "127.0.0.1", Ports.Free()));
        var pid = _master.Find()!.Pid;
        Watch(first);
        Sys.Stop(first);
        ExpectTerminated(first, Patience);

        var second = Start();
        Apply(second, 1, Sample.Server("web-2", "127.0.0.1", Ports.Free()));

        Assert.Equal(pid, _master.Find()!.Pid);
        Assert.Equal(["web-2"], await ServersAsync());
    }

    [Fact]
    public void A_port_that_is_taken_is_a_failure_in_HAProxys_words_and_is_tried_again_until_it_is_free()
    {
        using var holder = new System.Net.Sockets.TcpListener(IPAddress.Loopback, Options.HttpPort) { ExclusiveAddressUse = true };
        holder.Start();
        WriteLive();
        Start().Tell(new HaProxySupervisor.Apply(new Plan.Reload(1, "test"), []));

        var failure = ExpectMsg<ApplyFailed>(Patience).Failure;
        Assert.Equal(ApplyStage.Start, failure.Stage);
        Assert.Contains("cannot bind socket", failure.Output, StringComparison.OrdinalIgnoreCase);

        holder.Stop();
        AwaitAssert(() => Assert.True(Board.Current.HaProxy.Running), Patience);
    }

    [Fact]
    public void What_the_template_forgets_is_found_by_reading_back()
    {
        var supervisor = Start();
        Apply(supervisor, 1, Sample.Server("web-1", "127.0.0.1", 3001));
        WriteLive(Sample.Server("web-1", "127.0.0.1", 3001));

        supervisor.Tell(new HaProxySupervisor.Apply(new Plan.Reload(2, "test"), [Sample.Server("web-1", "127.0.0.1", 3001), Sample.Server("web-2", "127.0.0.1", 3002)]));

        var failure = ExpectMsg<ApplyFailed>(Patience).Failure;
        Assert.Equal((ApplyStage.Verify, "web/web-2 at 127.0.0.1:3002 is missing"), (failure.Stage, failure.Output));
    }

    [Fact]
    public async Task A_server_that_is_down_stays_down_over_a_reload()
    {
        var supervisor = Start();
        var dead = Sample.Server("web-1", "127.0.0.1", Ports.Free());
        Apply(supervisor, 1, dead);
        await AwaitAssertAsync(async () => Assert.Contains("web,web-1,DOWN", await StatesAsync(), StringComparison.Ordinal), Patience);

        Apply(supervisor, 2, dead, Sample.Server("web-2", "127.0.0.1", Ports.Free()));

        Assert.Contains("web,web-1,DOWN", await StatesAsync(), StringComparison.Ordinal);
    }

    protected override void AfterAll()
    {
        Sys.Terminate().Wait(Patience);
        _master.Find()?.Signal(ProcessSignal.Kill);
        base.AfterAll();
    }

    private IActorRef Start() => Sys.ActorOf(HaProxySupervisor.CreateProps(_control, Board, TimeProvider.System, NullLogger.Instance));

    private void WriteLive(params ServerState[] servers) => new ConfigFiles(Options).WriteLive(GoldenCases.Render(Options, Sample.Desired(servers)));

    private void Apply(IActorRef supervisor, long revision, params ServerState[] servers)
    {
        WriteLive(servers);
        supervisor.Tell(new HaProxySupervisor.Apply(new Plan.Reload(revision, "test"), [.. servers]));
        var answer = ExpectMsg<object>(Patience);
        Assert.True(answer is PlanApplied applied && applied.Revision == revision, answer.ToString());
    }

    private async Task<HttpStatusCode> GetAsync()
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{Options.HttpPort}/"));
        return answer.StatusCode;
    }

    private async Task<string> StatesAsync()
    {
        using var client = new HttpClient();
        var csv = await client.GetStringAsync(new Uri($"http://127.0.0.1:{Options.StatsPort}/;csv"));
        return string.Join('\n', csv.Split('\n').Select(line => line.Split(',')).Where(fields => fields.Length > 17).Select(fields => $"{fields[0]},{fields[1]},{fields[17]}"));
    }

    private async Task<string[]> ServersAsync() =>
        [.. (await StatesAsync()).Split('\n').Select(line => line.Split(',')).Where(fields => fields[0] == "web" && fields[1] != "BACKEND").Select(fields => fields[1])];
}
