using System.Net;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Planning;
using Akka.Actor;

namespace Actors.HaAgent.Tests.HaProxy;

/// <summary>A balancer that leaves, with real HAProxies: what stands in front sees it, and clients are served to the end.</summary>
public sealed class LeavingSpecs : HaProxyTestKit
{
    private readonly HttpClient _client = new();

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task Its_health_is_bad_and_kept_connections_are_let_go_while_it_serves_on_over_a_reload_too(string haproxy)
    {
        Use(haproxy);
        var supervisor = StartSupervisor();
        Reload(supervisor, 1);
        Assert.Equal((HttpStatusCode.OK, false), await AskAsync("/health/balancer"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, false), await AskAsync("/"));

        supervisor.Tell(HaProxySupervisor.AnnounceLeave.Instance);
        Assert.Equal(new HaProxySupervisor.LeaveAnnounced(null), ExpectMsg<HaProxySupervisor.LeaveAnnounced>(Patience));

        // There is no server: what it serves is the page that says so.
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await AskAsync("/health/balancer")).Status);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, true), await AskAsync("/"));
        Reload(supervisor, 2, Sample.Server("web-1", "127.0.0.1", Ports.Free()));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await AskAsync("/health/balancer")).Status);
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task What_an_agent_has_left_that_died_while_it_left_is_taken_back_by_the_next_one(string haproxy)
    {
        Use(haproxy);
        var supervisor = StartSupervisor();
        Reload(supervisor, 1);
        supervisor.Tell(HaProxySupervisor.AnnounceLeave.Instance);
        ExpectMsg<HaProxySupervisor.LeaveAnnounced>(Patience);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await AskAsync("/health/balancer")).Status);

        // The same agent's next actor system does not: it still leaves.
        await Control.AdoptAsync(CancellationToken.None);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await AskAsync("/health/balancer")).Status);
        var next = new HaProxyControl(
            Options, Master, new ConfigFiles(Options), Running, Sockets, Runtime, new CertificateApi(Sockets, Options),
            TimeProvider.System);
        Assert.NotNull(await next.AdoptAsync(CancellationToken.None));

        Assert.Equal(HttpStatusCode.OK, (await AskAsync("/health/balancer")).Status);
        Assert.Equal("", await File.ReadAllTextAsync(Options.LeavingFile));
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task A_template_that_does_not_look_for_it_serves_on_and_the_agent_is_told(string haproxy)
    {
        Use(haproxy);
        var supervisor = StartSupervisor();
        var config = string.Join(
            '\n',
            Sample.Render(Options, Sample.Desired()).Split('\n').Where(line => !line.Contains("leaving", StringComparison.Ordinal)));
        Apply(supervisor, 1, config);

        supervisor.Tell(HaProxySupervisor.AnnounceLeave.Instance);

        var announced = ExpectMsg<HaProxySupervisor.LeaveAnnounced>(Patience);
        Assert.True(announced.IsServing);
        Assert.Contains("Unknown ACL", announced.Refusal, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, false), await AskAsync("/"));
    }

    [Fact]
    public void One_that_was_stopped_is_not_started_again_whatever_is_planned_yet()
    {
        Use(HaProxies.System);
        var supervisor = StartSupervisor();
        Reload(supervisor, 1);

        supervisor.Tell(HaProxySupervisor.StopHaProxy.Instance);
        supervisor.Tell(new HaProxySupervisor.Apply(new Plan.Reload(new(2), "test", []), Sample.Applied(Options)));
        supervisor.Tell(HaProxySupervisor.EnsureRunning.Instance);

        ExpectMsg<HaProxyStopped>(Patience);
        Assert.Null(Master.Find());
        AwaitAssert(() => Assert.Equal((false, (int?)null, 0), (
            Board.Current.HaProxy.Running, Board.Current.HaProxy.Pid, Board.Current.HaProxy.Restarts)));
    }

    [Fact]
    public void One_that_does_not_run_has_nobody_to_give_notice_to()
    {
        Use(HaProxies.System);
        var supervisor = StartSupervisor();

        supervisor.Tell(HaProxySupervisor.AnnounceLeave.Instance);

        Assert.False(ExpectMsg<HaProxySupervisor.LeaveAnnounced>(Patience).IsServing);
    }

    protected override void AfterAll()
    {
        _client.Dispose();
        base.AfterAll();
    }

    private async Task<(HttpStatusCode Status, bool LetsGo)> AskAsync(string path)
    {
        using var answer = await _client.GetAsync(new Uri($"http://127.0.0.1:{Options.HttpPort}{path}"));
        return (answer.StatusCode, answer.Headers.ConnectionClose == true);
    }

    private void Reload(IActorRef supervisor, long revision, params Actors.HaAgent.Desired.ServerState[] servers) =>
        Apply(supervisor, revision, Sample.Render(Options, Sample.Desired(servers)), servers);

    private void Apply(IActorRef supervisor, long revision, string config, params Actors.HaAgent.Desired.ServerState[] servers)
    {
        new ConfigFiles(Options).WriteLive(config);
        supervisor.Tell(new HaProxySupervisor.Apply(new Plan.Reload(new(revision), "test", []), Sample.Applied(Options, servers)));
        var answer = ExpectMsg<object>(Patience);
        Assert.True(answer is PlanApplied applied && applied.Revision.Number == revision, answer.ToString());
    }
}
