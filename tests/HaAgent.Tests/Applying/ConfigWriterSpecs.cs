using Actors.HaAgent.Applying;
using Actors.HaAgent.Membership;
using Actors.HaAgent.Planning;
using Actors.HaAgent.Reporting;
using Akka.TestKit;

namespace Actors.HaAgent.Tests.Applying;

/// <summary>The reconciler, with the real files and the real validator; the supervisor is a probe.</summary>
public sealed class ConfigWriterSpecs : AgentTestKit
{
    private readonly TestProbe _supervisor;
    private readonly TestProbe _listener;

    public ConfigWriterSpecs()
    {
        _supervisor = CreateTestProbe();
        _listener = CreateTestProbe();
    }

    [Fact]
    public void At_the_start_it_applies_the_nodes_of_the_node_files()
    {
        StartWriter(_supervisor, [Sample.Server("web-1")]);

        var apply = ExpectApply();
        Assert.Equal("web-1", Assert.Single(apply.Servers).Name);
        Assert.Contains("server web-1 10.0.0.1:3000", LiveConfig, StringComparison.Ordinal);
    }

    [Fact]
    public void A_snapshot_becomes_node_files_a_live_file_and_a_plan_and_the_listener_hears_that_it_is_applied()
    {
        var writer = StartWriter(_supervisor);
        Confirm(ExpectApply());

        writer.Tell(Changed(3, Sample.Node("web-1"), Sample.Node("web-2", "10.0.0.2")), _listener);

        var apply = ExpectApply();
        Assert.Equal(new Plan.Reload(3, "added web/web-1 web/web-2"), apply.Plan);
        Assert.Equal(["web-1.json", "web-2.json"], Directory.GetFiles(Options.NodesPath).Select(Path.GetFileName).Order());
        Assert.Contains("server web-2 10.0.0.2:3000", LiveConfig, StringComparison.Ordinal);
        _listener.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Confirm(apply);
        Assert.Equal(3, _listener.ExpectMsg<PlanApplied>(Patience).Revision);
        AwaitAssert(() => Assert.Equal((AgentPhase.Idle, 3L), (Board.Current.Phase, Board.Current.RevisionApplied)));
    }

    [Fact]
    public void While_one_change_is_in_flight_only_the_newest_waits()
    {
        var writer = StartWriter(_supervisor);
        var first = ExpectApply();
        for (var revision = 1; revision <= 20; revision++)
        {
            writer.Tell(Changed(revision, [.. Enumerable.Range(1, revision).Select(n => Sample.Node($"web-{n}", $"10.0.0.{n}"))]), _listener);
        }

        Confirm(first);

        var second = ExpectApply();
        Assert.Equal(20, second.Plan.Revision);
        Assert.Equal(20, second.Servers.Length);
        Confirm(second);
        _supervisor.ExpectNoMsg(TimeSpan.FromMilliseconds(300));
    }

    [Fact]
    public void What_HAProxy_refuses_never_reaches_the_live_file_and_the_status_has_its_own_words()
    {
        var writer = StartWriter(_supervisor);
        Confirm(ExpectApply());
        AwaitAssert(() => Assert.Equal(AgentPhase.Idle, Board.Current.Phase), Patience);
        var before = LiveConfig;
        WriteTemplate(EmbeddedTemplate.Replace("balance roundrobin", "by-magic roundrobin", StringComparison.Ordinal));

        writer.Tell(Changed(1, Sample.Node("web-1")), _listener);

        _supervisor.ExpectMsg<HaProxySupervisor.EnsureRunning>(Patience);
        AwaitAssert(() => Assert.Equal(AgentPhase.Failing, Board.Current.Phase));
        var failure = Board.Current.LastFailure!;
        Assert.Equal(ApplyStage.Check, failure.Stage);
        Assert.Contains("by-magic", failure.Output, StringComparison.Ordinal);
        Assert.Contains("[ALERT]", failure.Output, StringComparison.Ordinal);
        Assert.Equal(before, LiveConfig);
    }

    [Fact]
    public void A_template_that_is_mended_is_applied_without_a_new_event()
    {
        WriteTemplate("{{ nothing_like_it }}");
        var writer = StartWriter(_supervisor);
        writer.Tell(Changed(1, Sample.Node("web-1")), _listener);
        AwaitAssert(() => Assert.Equal(ApplyStage.Render, Board.Current.LastFailure?.Stage), Patience);
        Assert.Equal("", LiveConfig);
        _supervisor.ExpectNoMsg(TimeSpan.FromMilliseconds(200)); // nothing to start HAProxy on

        WriteTemplate(EmbeddedTemplate);

        var apply = _supervisor.FishForMessage<HaProxySupervisor.Apply>(message => message.Servers.Length == 1, Patience);
        Confirm(apply);
        AwaitAssert(() => Assert.Null(Board.Current.LastFailure), Patience);
    }

    [Fact]
    public void When_the_reload_fails_the_file_that_runs_is_put_back_and_it_is_tried_again()
    {
        var writer = StartWriter(_supervisor);
        Confirm(ExpectApply());
        AwaitAssert(() => Assert.Equal(AgentPhase.Idle, Board.Current.Phase), Patience);
        var before = LiveConfig;
        writer.Tell(Changed(1, Sample.Node("web-1")), _listener);
        var apply = ExpectApply();
        Assert.NotEqual(before, LiveConfig);

        _supervisor.Reply(new ApplyFailed(1, new ApplyFailure(ApplyStage.Reload, "no room", "")));

        AwaitAssert(() => Assert.Equal(before, LiveConfig), Patience);
        Assert.Equal(apply.Plan, ExpectApply().Plan);
    }

    [Fact]
    public void Restored_nodes_that_the_cluster_does_not_show_go_when_their_time_is_over()
    {
        var writer = StartWriter(_supervisor, [Sample.Server("web-1"), Sample.Server("web-2", "10.0.0.2")], TimeSpan.FromMilliseconds(300));
        Confirm(ExpectApply());

        writer.Tell(Changed(1, Sample.Node("web-1")), _listener);

        var apply = ExpectApply();
        if (apply.Servers.Length == 2)
        {
            Confirm(apply);
            apply = ExpectApply();
        }

        Assert.Equal("web-1", Assert.Single(apply.Servers).Name);
    }

    private static MembershipChanged Changed(long revision, params NodeRecord[] nodes) => new(new MembershipSnapshot(revision, [.. nodes], []));

    private HaProxySupervisor.Apply ExpectApply() => _supervisor.ExpectMsg<HaProxySupervisor.Apply>(Patience);

    private void Confirm(HaProxySupervisor.Apply apply) => _supervisor.Reply(new PlanApplied(apply.Plan.Revision));
}
