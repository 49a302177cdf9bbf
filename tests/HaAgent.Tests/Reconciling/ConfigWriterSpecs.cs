using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Membership;
using Actors.HaAgent.Planning;
using Akka.Actor;
using Akka.TestKit;

namespace Actors.HaAgent.Tests.Reconciling;

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
        StartWriter(_supervisor, Sample.New, [Sample.Server("web-1")]);

        var apply = ExpectApply();
        Assert.Equal("what HAProxy has is unknown", Assert.IsType<Plan.Reload>(apply.Plan).Reason);
        Assert.Equal(["web-1"], Names(apply));
        Assert.Contains("server web-1 10.0.0.1:3000", LiveConfig, StringComparison.Ordinal);
    }

    [Fact]
    public void A_snapshot_becomes_node_files_a_live_file_and_commands_and_the_listener_hears_that_it_is_applied()
    {
        var writer = StartApplied();

        writer.Tell(Changed(3, Sample.Node("web-2", "10.0.0.2"), Sample.Node("web-1")), _listener);

        var apply = ExpectApply();
        Assert.Equal(
            ["add server web/web-1", "enable health web/web-1", "set server web/web-1 state ready"],
            Commands(apply)[..3].Select(text => text.Split(" 10.0")[0]));
        Assert.Equal(6, Commands(apply).Length);
        Assert.Equal(["web-1.json", "web-2.json"], Directory.GetFiles(Options.NodesPath).Select(Path.GetFileName).Order());
        Assert.Contains("server web-2 10.0.0.2:3000", LiveConfig, StringComparison.Ordinal);
        _listener.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Confirm(apply);
        Assert.Equal(3, _listener.ExpectMsg<SnapshotApplied>(Patience).Revision.Number);
        AwaitAssert(() =>
            Assert.Equal(
                (AgentPhase.Idle, 2, 2), (Board.Current.Phase, Board.Current.RevisionApplied, Board.Current.RevisionDesired)));
        Assert.Equal(["the agent started", "web-1 joined, web-2 joined"], History.Changes.Select(change => change.Trigger));
        var change = History.Find(new(2))!;
        Assert.Equal(
            ("runtime", "6 commands", "applied", LiveConfig), (change.By, change.What, change.Result, change.Config));
        Assert.Equal(Commands(apply), change.Commands);
        Assert.True(change.Milliseconds > 0);
    }

    [Fact]
    public void An_older_HAProxy_gets_the_same_by_a_reload()
    {
        var writer = StartApplied(Sample.Old);

        writer.Tell(Changed(3, Sample.Node("web-1")), _listener);

        var apply = ExpectApply();
        Assert.Equal("added web/web-1; HAProxy 2.6 is older than 3.0", Assert.IsType<Plan.Reload>(apply.Plan).Reason);
        Confirm(apply);
        AwaitAssert(() => Assert.Equal(["reload", "reload"], History.Changes.Select(change => change.By)));
    }

    [Fact]
    public void A_snapshot_that_changes_nothing_is_answered_and_is_no_change()
    {
        var writer = StartApplied();

        writer.Tell(Changed(3, Sample.Node("web-1", status: NodeStatus.Gone)), _listener);

        var apply = ExpectApply();
        Assert.IsType<Plan.Nothing>(apply.Plan);
        Confirm(apply);
        Assert.Equal(3, _listener.ExpectMsg<SnapshotApplied>(Patience).Revision.Number);
        AwaitAssert(() =>
            Assert.Equal(
                (AgentPhase.Idle, 1, 1), (Board.Current.Phase, Board.Current.RevisionApplied, Board.Current.RevisionDesired)));
        Assert.Equal("the agent started", Assert.Single(History.Changes).Trigger);
    }

    [Fact]
    public void While_one_change_is_in_flight_only_the_newest_waits()
    {
        var writer = StartWriter(_supervisor, Sample.New);
        var first = ExpectApply();
        for (var revision = 1; revision <= 20; revision++)
        {
            writer.Tell(
                Changed(revision, [.. Enumerable.Range(1, revision).Select(n => Sample.Node($"web-{n}", $"10.0.0.{n}"))]), _listener);
        }

        Confirm(first);

        var second = ExpectApply();
        Assert.Equal(20, second.Plan.Revision.Number);
        Assert.Equal(20, second.Wanted.Servers.Length);
        Confirm(second);
        _supervisor.ExpectNoMsg(TimeSpan.FromMilliseconds(300));
    }

    [Fact]
    public void What_HAProxy_refuses_never_reaches_the_live_file_and_the_status_has_its_own_words()
    {
        var writer = StartApplied();
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

    [Theory]
    [InlineData("{{ nothing_like_it }}", ApplyStage.Render)]
    [InlineData("by-magic\n", ApplyStage.Check)]
    public void A_broken_template_keeps_no_traffic_on_a_node_that_goes(string template, ApplyStage stage)
    {
        var writer = StartApplied(Sample.New, Sample.Node("web-1"), Sample.Node("web-2", "10.0.0.2"));
        var before = LiveConfig;
        WriteTemplate(template);

        writer.Tell(
            Changed(
                5, Sample.Node("web-1", status: NodeStatus.Leaving), Sample.Node("web-2", "10.0.0.2"), Sample.Node("web-3", "10.0.0.3")),
            _listener);

        var apply = ExpectApply();
        Assert.Equal(["set server web/web-1 state drain"], Commands(apply));
        Assert.Equal(["web-1 Drain", "web-2 Ready"], apply.Wanted.Servers.Select(server => $"{server.Line.Name} {server.Admin}"));
        Confirm(apply);
        AwaitAssert(() => Assert.Equal((AgentPhase.Failing, stage), (Board.Current.Phase, Board.Current.LastFailure?.Stage)));
        Assert.Equal(before, LiveConfig);

        WriteTemplate(EmbeddedTemplate);

        apply = _supervisor.FishForMessage<HaProxySupervisor.Apply>(message => Names(message).Contains("web-3"), Patience);
        Assert.DoesNotContain(Commands(apply), command => command.Contains("web-1", StringComparison.Ordinal));
        Confirm(apply);
        Assert.Equal(5, _listener.ExpectMsg<SnapshotApplied>(Patience).Revision.Number);
    }

    [Fact]
    public void A_template_that_is_mended_is_applied_without_a_new_event()
    {
        WriteTemplate("{{ nothing_like_it }}");
        var writer = StartWriter(_supervisor, Sample.New);
        writer.Tell(Changed(1, Sample.Node("web-1")), _listener);
        AwaitAssert(() => Assert.Equal(ApplyStage.Render, Board.Current.LastFailure?.Stage));
        Assert.Equal("", LiveConfig);
        _supervisor.ExpectNoMsg(TimeSpan.FromMilliseconds(200)); // nothing to start HAProxy on

        WriteTemplate(EmbeddedTemplate);

        var apply = _supervisor.FishForMessage<HaProxySupervisor.Apply>(message => message.Wanted.Servers.Length == 1, Patience);
        Confirm(apply);
        AwaitAssert(() => Assert.Null(Board.Current.LastFailure));
    }

    [Theory]
    [InlineData(ApplyStage.Runtime)]
    [InlineData(ApplyStage.Verify)]
    public void When_commands_fail_the_file_that_ran_is_put_back_and_the_next_plan_is_a_reload(ApplyStage stage)
    {
        var writer = StartApplied();
        var before = LiveConfig;
        writer.Tell(Changed(1, Sample.Node("web-1")), _listener);
        Assert.IsType<Plan.Runtime>(ExpectApply().Plan);
        Assert.NotEqual(before, LiveConfig);

        WriteTemplate("{{ nothing_like_it }}"); // so that the next try stops short of the file
        _supervisor.Reply(new ApplyFailed(new(1), new ApplyFailure(stage, "no room", "")));

        AwaitAssert(() => Assert.Equal(before, LiveConfig));
        AwaitAssert(() => Assert.Equal((AgentPhase.Failing, ApplyStage.Render), (Board.Current.Phase, Board.Current.LastFailure?.Stage)));
        WriteTemplate(EmbeddedTemplate);
        var apply = _supervisor.FishForMessage<HaProxySupervisor.Apply>(_ => true, Patience);
        Assert.Equal("what HAProxy has is unknown", Assert.IsType<Plan.Reload>(apply.Plan).Reason);
        Assert.Contains("server web-1", LiveConfig, StringComparison.Ordinal);
        Confirm(apply);
        AwaitAssert(() => Assert.Equal((AgentPhase.Idle, null), (Board.Current.Phase, Board.Current.LastFailure)));
        // The status says so before the row is there.
        AwaitAssert(() => Assert.Equal(("reload", "applied"), (History.Changes[^1].By, History.Changes[^1].Result)));
        Assert.Contains(History.Changes, change => change.Failure == $"{stage}: no room");
    }

    [Fact]
    public void A_reload_that_has_to_wait_is_tried_again_and_what_was_done_ahead_is_not_sent_twice()
    {
        var writer = StartApplied(Sample.Old, Sample.Node("web-1"), Sample.Node("web-2", "10.0.0.2"));
        writer.Tell(
            Changed(
                5, Sample.Node("web-1", status: NodeStatus.Leaving), Sample.Node("web-2", "10.0.0.2"), Sample.Node("web-3", "10.0.0.3")),
            _listener);
        var first = Assert.IsType<Plan.Reload>(ExpectApply().Plan);
        Assert.Equal(["set server web/web-1 state drain"], first.Ahead.Select(command => command.Text));
        var next = History.Next;

        _supervisor.Reply(new PlanDeferred(first.Revision, 10));

        var again = ExpectApply();
        Assert.Empty(Assert.IsType<Plan.Reload>(again.Plan).Ahead);
        Assert.Contains("server web-3", LiveConfig, StringComparison.Ordinal);
        Assert.Equal(next, History.Next);
        Confirm(again);
        Assert.Equal(5, _listener.ExpectMsg<SnapshotApplied>(Patience).Revision.Number);
        AwaitAssert(() => Assert.Equal((next, "reload"), (History.Changes[^1].Number, History.Changes[^1].By)));
    }

    [Fact]
    public void A_newer_state_overtakes_a_reload_that_has_to_wait()
    {
        var writer = StartApplied(Sample.Old, Sample.Node("web-1"), Sample.Node("web-2", "10.0.0.2"));
        writer.Tell(Changed(5, Sample.Node("web-1"), Sample.Node("web-2", "10.0.0.2"), Sample.Node("web-3", "10.0.0.3")), _listener);
        var waiting = ExpectApply().Plan;
        writer.Tell(Changed(6, Sample.Node("web-1", ready: false), Sample.Node("web-2", "10.0.0.2")), _listener);

        _supervisor.Reply(new PlanDeferred(waiting.Revision, 10));

        var apply = ExpectApply();
        Assert.Equal(["set server web/web-1 state drain"], Commands(apply));
        Confirm(apply);
        Assert.Equal(6, _listener.ExpectMsg<SnapshotApplied>(Patience).Revision.Number);
        _supervisor.ExpectNoMsg(TimeSpan.FromMilliseconds(400));
    }

    [Fact]
    public void Drift_that_only_a_reload_mends_is_a_reload()
    {
        var writer = StartApplied(Sample.New, Sample.Node("web-1"));

        writer.Tell(new DriftFound("web-1 is elsewhere"), _supervisor);

        Assert.Equal("what HAProxy has is unknown", Assert.IsType<Plan.Reload>(ExpectApply().Plan).Reason);
    }

    [Fact]
    public void Drift_that_is_found_while_a_plan_without_effect_is_in_flight_is_a_reload_after_it()
    {
        var writer = StartApplied(Sample.New, Sample.Node("web-1"));
        writer.Tell(Changed(3, Sample.Node("web-1", age: 2)), _listener);
        var nothing = ExpectApply();
        Assert.IsType<Plan.Nothing>(nothing.Plan);

        writer.Tell(new DriftFound("web-1 is elsewhere"), _supervisor);
        Confirm(nothing);

        Assert.Equal("what HAProxy has is unknown", Assert.IsType<Plan.Reload>(ExpectApply().Plan).Reason);
    }

    [Fact]
    public void A_file_that_HAProxy_would_not_start_on_is_told_of_though_its_runtime_API_took_every_line()
    {
        WriteTemplate(
            EmbeddedTemplate.Replace("weight {{ server.weight }}", "weight {{ server.weight }} by-magic", StringComparison.Ordinal));
        var writer = StartApplied();

        writer.Tell(Changed(1, Sample.Node("web-1")), _listener);
        Confirm(ExpectApply());

        Assert.Equal(1, _listener.ExpectMsg<SnapshotApplied>(Patience).Revision.Number);
        AwaitAssert(() => Assert.Contains("by-magic", Board.Current.LastFailure?.Output ?? "", StringComparison.Ordinal));
        Assert.Equal((ApplyStage.Check, AgentPhase.Idle), (Board.Current.LastFailure!.Stage, Board.Current.Phase));
    }

    [Fact]
    public void Restored_nodes_that_the_cluster_does_not_show_go_when_their_time_is_over()
    {
        var writer = StartWriter(
            _supervisor, Sample.New, [Sample.Server("web-1"), Sample.Server("web-2", "10.0.0.2")], TimeSpan.FromMilliseconds(300));
        Confirm(ExpectApply());

        writer.Tell(Changed(1, Sample.Node("web-1")), _listener);

        var apply = ExpectApply();
        if (apply.Wanted.Servers.Length == 2)
        {
            Confirm(apply);
            apply = ExpectApply();
        }

        Assert.Equal(["web-1"], Names(apply));
    }

    [Fact]
    public void A_restored_node_stays_while_the_cluster_shows_it_but_it_has_not_answered_yet()
    {
        var writer = StartWriter(_supervisor, Sample.New, [Sample.Server("web-1")]);
        Confirm(ExpectApply());

        writer.Tell(Changed(1, Sample.Node("web-1", probe: ProbeState.Pending)), _listener);
        var apply = ExpectApply();
        Assert.Equal((new Plan.Nothing(new(1)), "file"), (apply.Plan, Assert.Single(Board.Current.Nodes).Source));
        Confirm(apply);

        writer.Tell(Changed(2, Sample.Node("web-1")), _listener);
        Assert.Equal(new Plan.Nothing(new(2)), ExpectApply().Plan);
        AwaitAssert(() =>
            Assert.Equal(("membership", AdminState.Ready), (Assert.Single(Board.Current.Nodes).Source, Board.Current.Nodes[0].State)));
    }

    private static MembershipChanged Changed(long revision, params NodeRecord[] nodes) =>
        new(new MembershipSnapshot(Sample.Revision(revision), [.. nodes], []), TimeProvider.System.GetTimestamp());

    private static string[] Names(HaProxySupervisor.Apply apply) => [.. apply.Wanted.Servers.Select(server => server.Line.Name)];

    private static string[] Commands(HaProxySupervisor.Apply apply) =>
        [.. Assert.IsType<Plan.Runtime>(apply.Plan).Commands.Select(command => command.Text)];

    // A writer that has nothing left to do.
    private IActorRef StartApplied(HaProxyVersion? version = null, params NodeRecord[] nodes)
    {
        var writer = StartWriter(_supervisor, version ?? Sample.New);
        Confirm(ExpectApply());
        AwaitAssert(() => Assert.Equal(AgentPhase.Idle, Board.Current.Phase));
        if (nodes.Length > 0)
        {
            writer.Tell(Changed(1, nodes), _listener);
            Confirm(ExpectApply());
            _listener.ExpectMsg<SnapshotApplied>(Patience);
            AwaitAssert(() => Assert.Equal(AgentPhase.Idle, Board.Current.Phase));
        }

        return writer;
    }

    private HaProxySupervisor.Apply ExpectApply() => _supervisor.ExpectMsg<HaProxySupervisor.Apply>(Patience);

    private void Confirm(HaProxySupervisor.Apply apply) => _supervisor.Reply(new PlanApplied(apply.Plan.Revision));
}
