using Actors.HaAgent.Desired;
using Actors.HaAgent.Events;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Membership;
using Actors.HaAgent.Overrides;
using Actors.HaAgent.Planning;
using Actors.HaAgent.Reconciling;
using Actors.HaAgent.Templates;

namespace Actors.HaAgent.Tests.Reconciling;

/// <summary>What the writer does after each event, as a table: a state, an event, and the names of the effects.</summary>
public sealed class ReconciliationSpecs
{
    private static readonly Moment Now = new(1000, TimeSpan.TicksPerSecond, DateTimeOffset.UnixEpoch);
    private static readonly AppliedState One = Sample.Applied(Sample.Server("web-1"));
    private static readonly RuntimeCommand Command = new RuntimeCommand.SetState("web/web-1", AdminState.Drain);
    private static readonly Reconciliation Idle = new(
        new DesiredInputs(new DesiredRevision(6), [], new LossGuard(50)),
        new Restored([], TimeSpan.FromMinutes(1), WereServing: false))
    { Applied = One, HasHistory = true };
    private static readonly Reconciliation Preparing = Idle.Begin(Desired, null, new(3), Now).Next;
    private static readonly Reconciliation Applying = Preparing.Prepared(Prepared(new Plan.Runtime(new(7), [Command])), Now).Next;
    private static readonly Reconciliation Reloading = Preparing.Prepared(Prepared(new Plan.Reload(new(7), "test", [])), Now).Next;

    // Four nodes that HAProxy has served until now, and the cluster does not show.
    private static Reconciliation LosingMost => (Idle with
    {
        Inputs = Idle.Inputs with { Restored = [.. Enumerable.Range(1, 4).Select(number => Sample.Server($"web-{number}"))] },
        Restored = Idle.Restored with { WereServing = true },
    }).EndRestore(Now).Next;

    private static OverridesChanged Freeze(bool frozen) => new(OverrideBook.Empty.Freeze(frozen, "ann", Now.At));

    private static DesiredState Desired => Sample.Desired(Sample.Server("web-1")) with { Snapshot = Sample.Revision(3) };

    public static TheoryData<string, Func<Reconciliation.Step>, string> Cases => new()
    {
        { "it starts", () => Idle.Start(Now), "Report FreezeChanged, Begin" },
        { "a snapshot", () => Idle.Take(Snapshot, Now), "Report FreezeChanged, Begin" },
        { "a snapshot while one is in flight", () => Preparing.Take(Snapshot, Now), "Report FreezeChanged" },
        { "the first snapshot after a restart",
            () => (Idle with { Inputs = Idle.Inputs with { Restored = [Sample.Server("web-2")] } }).Take(Snapshot, Now),
            "EndRestoreLater, Report FreezeChanged, Begin" },
        { "the same overrides", () => Idle.Take(new OverridesChanged(Idle.Inputs.Overrides), Now), "" },
        { "an override", () => Idle.Take(new OverridesChanged(OverrideBook.Empty.Drain("web-1", "ann", Now.At)), Now), "Begin" },
        { "a freeze", () => Idle.Take(Freeze(true), Now), "Report ServersFroze, Report FreezeChanged, Begin" },
        { "a freeze while one is in flight", () => Preparing.Take(Freeze(true), Now), "Report ServersFroze, Report FreezeChanged" },
        { "a thaw", () => Idle.Take(Freeze(true), Now).Next.Take(Freeze(false), Now),
            "Report ServersThawed, Report FreezeChanged, Begin" },
        { "a thaw that is none", () => Idle.Take(new OverridesChanged(Idle.Inputs.Overrides) { ThawedBy = "ann" }, Now), "" },
        { "a thaw of all while it has lost too much itself", () => LosingMost.Take(Freeze(true), Now).Next.Take(Freeze(false), Now),
            "Report ServersFroze, Report FreezeChanged, Begin" },
        { "a thaw that it is told itself",
            () => LosingMost.Take(Freeze(true), Now).Next.Take(Freeze(false) with { ThawedBy = "ann" }, Now),
            "Report ServersThawed, Report FreezeChanged, Begin" },
        { "one while no operator has frozen", () => LosingMost.Take(Freeze(false) with { ThawedBy = "ann" }, Now),
            "Report ServersThawed, Report FreezeChanged, Begin" },
        { "a new template", () => Idle.Hear("the template changed", Now), "Begin" },
        { "a new template while one is in flight", () => Applying.Hear("the template changed", Now), "" },
        { "a change begins", () => Idle.Begin(Desired, null, new(3), Now), "Open, Report ChangeBegun, Prepare" },
        { "a plan", () => Preparing.Prepared(Prepared(new Plan.Runtime(new(7), [Command])), Now), "Report ChangePrepared, CarryOut" },
        { "a part is left out", () => Preparing.Prepared(LeavingOut, Now), "Report LeftOutChanged, Report ChangePrepared, CarryOut" },
        { "it still is", () => Preparing.Prepared(LeavingOut, Now).Next.Prepared(LeavingOut, Now), "Report ChangePrepared, CarryOut" },
        { "no plan", () => Preparing.Prepared(Refused, Now),
            "Report ChangePrepared, PutBack, Report ChangeFailed, Record, Retry, Close, EnsureRunning" },
        { "commands are confirmed", () => Applying.Confirmed(new PlanApplied(new(7)), Now),
            "Report ChangeApplied, Record, CheckLater, RetryLeftOut, Answer, Announce, Close" },
        { "a reload is confirmed", () => Reloading.Confirmed(new PlanApplied(new(7)), Now),
            "Report ChangeApplied, Record, RetryLeftOut, Answer, Announce, Close" },
        { "nothing is confirmed",
            () => Preparing.Prepared(Prepared(new Plan.Nothing(new(7))), Now).Next.Confirmed(new PlanApplied(new(7)), Now),
            "Report ChangeApplied, RetryLeftOut, Answer, Announce, Close" },
        { "another one is confirmed", () => Applying.Confirmed(new PlanApplied(new(6)), Now), "" },
        { "one is confirmed before it is prepared", () => Preparing.Confirmed(new PlanApplied(new(7)), Now), "" },
        { "what came meanwhile follows", () => Reloading.Hear("more", Now).Next.Confirmed(new PlanApplied(new(7)), Now),
            "Report ChangeApplied, Record, RetryLeftOut, Answer, Announce, Close, Begin" },
        { "the reload has to wait", () => Reloading.Deferred(new PlanDeferred(new(7), 10)), "Retry, Close" },
        { "another one has to wait", () => Reloading.Deferred(new PlanDeferred(new(6), 10)), "" },
        { "commands fail", () => Applying.Failed(Fail(ApplyStage.Runtime), Now),
            "PutBack, Blame, Announce, Report ChangeFailed, Record, Retry, Close" },
        { "they fail again in the same way",
            () => Again(Applying.Failed(Fail(ApplyStage.Runtime), Now).Next).Failed(Fail(ApplyStage.Runtime), Now),
            "PutBack, Blame, Announce, Report ChangeFailed, Retry, Close" },
        { "another one fails", () => Applying.Failed(new ApplyFailed(new(6), new ApplyFailure(ApplyStage.Runtime, "", "")), Now), "" },
        { "the check is due", () => Idle.CheckDue(), "Check" },
        { "the check is due while one is in flight", () => Applying.CheckDue(), "CheckLater" },
        { "the live file is good", () => Idle.Checked(null, Now), "" },
        { "the live file is refused", () => Idle.Checked("by-magic", Now), "Report LiveFileRefused" },
    };

    private static MembershipChanged Snapshot => new(Sample.Snapshot(Sample.Node("web-1")), 500);

    private static PreparedConfig LeavingOut =>
        Prepared(new Plan.Runtime(new(7), [Command])) with { LeftOut = [new LeftOut(new ConfigPart(ConfigPartKind.Https, ""), "no port")] };

    private static PreparedConfig Refused => PreparedConfig.Failed(null, Desired, new ApplyFailure(ApplyStage.Check, "by-magic", ""));

    [Theory]
    [MemberData(nameof(Cases))]
    public void After_an_event_follows(string what, Func<Reconciliation.Step> happen, string effects) =>
        Assert.Equal($"{what}: {effects}", $"{what}: {string.Join(", ", happen().Effects.Select(Name))}");

    [Fact]
    public void The_services_of_the_newest_change_are_known_once_it_begins() => Assert.Equal("web", Assert.Single(Preparing.Services));

    [Fact]
    public void What_is_confirmed_is_applied_and_the_listener_hears_of_its_snapshot()
    {
        var (next, effects) = Applying.Confirmed(new PlanApplied(new(7)), Now);

        Assert.Same(Applying.InFlight!.Wanted, next.Applied);
        Assert.Equal((false, "the template", null), (next.IsWorking, next.Template?.Text, next.Failing));
        Assert.Equal(Sample.Revision(3), effects.OfType<WriterEffect.Answer>().Single().Applied.Revision);
    }

    [Fact]
    public void Drift_before_a_plan_without_effect_and_a_reload_that_is_wanted_meanwhile_make_the_next_plan_a_reload()
    {
        var nothing = Preparing.Prepared(Prepared(new Plan.Nothing(new(7))), Now).Next;

        Assert.Null(nothing.Drift("web-1 is elsewhere", Now).Next.Confirmed(new PlanApplied(new(7)), Now).Next.Applied);
        Assert.NotNull(Applying.Drift("web-1 is elsewhere", Now).Next.Confirmed(new PlanApplied(new(7)), Now).Next.Applied);
        Assert.Null(Applying.Reload("certificates", Now).Next.Confirmed(new PlanApplied(new(7)), Now).Next.Applied);
        Assert.Null(Preparing.Reload("a command", Now).Next.Prepared(Refused, Now).Next.Applied);
        Assert.Null(Idle.Drift("web-1 is elsewhere", Now).Next.Applied);
        Assert.Null(Idle.Reload("certificates", Now).Next.Applied);
    }

    [Fact]
    public void After_a_reload_that_failed_it_is_known_what_is_there_and_after_commands_that_failed_it_is_not()
    {
        Assert.Equal(["web-1"], Reloading.Failed(Fail(ApplyStage.Reload), Now).Next.Applied!.Servers.Select(server => server.Line.Name));
        Assert.Null(Applying.Failed(Fail(ApplyStage.Runtime), Now).Next.Applied);
        Assert.Same(One, Preparing.Prepared(Refused, Now).Next.Applied);
    }

    [Fact]
    public void Reloads_that_fail_are_tried_again_after_twice_as_long_each_time_up_to_a_minute()
    {
        var waits = new List<double>();
        var state = Reloading;
        for (var i = 0; i < 8; i++)
        {
            var (next, effects) = state.Failed(Fail(ApplyStage.Reload), Now);
            waits.Add(effects.OfType<WriterEffect.Retry>().Single().After.TotalSeconds);
            state = Again(next, new Plan.Reload(new(7), "test", []));
        }

        Assert.Equal([2, 4, 8, 16, 32, 64, 64, 64], waits);
    }

    [Fact]
    public void What_a_change_that_was_not_applied_came_of_counts_for_the_next_one()
    {
        var working = Idle.Hear("web-1 joined", Now).Next.Begin(Desired, null, new(3), Now).Next.Prepared(
            Prepared(new Plan.Reload(new(7), "test", [])), Now).Next;

        Assert.Equal("web-1 joined", working.Deferred(new PlanDeferred(new(7), 10)).Next.Inputs.Pending.Words);
        Assert.Equal("web-1 joined", working.Failed(Fail(ApplyStage.Reload), Now).Next.Inputs.Pending.Words);
        Assert.Equal("", working.Confirmed(new PlanApplied(new(7)), Now).Next.Inputs.Pending.Words);
    }

    [Fact]
    public void A_server_keeps_the_moment_of_its_state_while_that_is_the_same()
    {
        var later = Now with { At = Now.At.AddHours(1) };
        var next = Again(Applying.Confirmed(new PlanApplied(new(7)), Now).Next, at: later);
        Assert.Equal(Now.At, next.Servers.Single().Since);

        var drained = next.Confirmed(new PlanApplied(new(7)), later).Next.Begin(Desired, null, new(3), later).Next
            .Prepared(Prepared(new Plan.Nothing(new(7)), Sample.Server("web-1", admin: AdminState.Drain)), later).Next;
        Assert.Equal(later.At, drained.Servers.Single().Since);
    }

    private static Reconciliation Again(Reconciliation state, Plan? plan = null, Moment? at = null) =>
        state.Begin(Desired, null, new(3), at ?? Now).Next.Prepared(Prepared(plan ?? new Plan.Runtime(new(7), [Command])), at ?? Now).Next;

    private static PreparedConfig Prepared(Plan plan, ServerState? server = null) =>
        new(server is null ? Desired : Desired with { Servers = [server] }, plan, Sample.Applied(
            Sample.Server("web-1", admin: AdminState.Drain)), "before", null)
        {
            Template = new TemplateText("the template", "test", Snippets.None),
        };

    private static ApplyFailed Fail(ApplyStage stage) => new(new(7), new ApplyFailure(stage, "no room", ""));

    private static string Name(WriterEffect effect) =>
        effect is WriterEffect.Report report ? $"Report {report.Happened.GetType().Name}" : effect.GetType().Name;
}
