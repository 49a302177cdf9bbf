using Actors.HaAgent.Events;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Planning;

namespace Actors.HaAgent.Tests.HaProxy;

/// <summary>What the supervisor does after each event, as a table.</summary>
public sealed class SupervisionSpecs
{
    private static readonly Moment Now = new(0, TimeSpan.TicksPerSecond, DateTimeOffset.UnixEpoch);
    private static readonly AppliedState One = Sample.Applied(Sample.Server("web-1"));
    private static readonly RuntimeCommand Command = new RuntimeCommand.SetState("web/web-1", AdminState.Drain);
    private static readonly HaProxySupervisor.Apply Commands = new(new Plan.Runtime(new(2), [Command]), One);
    private static readonly HaProxySupervisor.Apply Reload = new(new Plan.Reload(new(3), "test", []), One);
    private static readonly HaProxySupervisor.Apply Nothing = new(new Plan.Nothing(new(4)), One);
    private static readonly Supervision Stopped = new(TimeSpan.FromSeconds(5));
    private static readonly Supervision Adopted = Stopped.Adopted(FakeHaProxy.Process, Now).Next;
    private static readonly Supervision Running = Stopped.Started(Reload, FakeHaProxy.Process, null, Now).Next;
    private static readonly ApplyFailure NoRoom = new(ApplyStage.Runtime, "no room", "");
    private static readonly Effect Done = new(null, []);

    public static TheoryData<string, Func<Supervision.Step>, string> Cases => new()
    {
        { "one is taken over", () => Stopped.Adopted(FakeHaProxy.Process, Now), "HaProxyStarted, Watch" },
        { "none is", () => Stopped.Adopted(null, Now), "" },
        { "a plan while none runs", () => Stopped.Apply(Commands), "CancelStart, Start" },
        { "one must run", () => Stopped.Start(null), "CancelStart, Start" },
        { "one runs already", () => Running.Start(null), "" },
        { "it has started", () => Stopped.Started(null, FakeHaProxy.Process, null, Now), "HaProxyStarted, Watch, AuditLater" },
        { "it has started for a plan", () => Stopped.Started(Reload, FakeHaProxy.Process, null, Now),
            "HaProxyStarted, Watch, AuditLater, PlanApplied" },
        { "it has started and reads back wrong", () => Stopped.Started(Reload, FakeHaProxy.Process, NoRoom, Now),
            "HaProxyStarted, Watch, ApplyFailed" },
        { "it has started and does not reload",
            () => Stopped.Started(null, FakeHaProxy.Process, NoRoom with { Stage = ApplyStage.Reload }, Now),
            "HaProxyStarted, Watch, HaProxyDrifted, DriftFound" },
        { "it does not start", () => Stopped.Started(null, null, NoRoom, Now), "HaProxyNotStarted, StartLater" },
        { "it does not start for a plan", () => Stopped.Started(Reload, null, NoRoom, Now), "ApplyFailed, HaProxyNotStarted, StartLater" },
        { "it has ended", () => Running.Exited(FakeHaProxy.Process, Now), "HaProxyEnded, StartLater" },
        { "another one has ended", () => Stopped.Exited(FakeHaProxy.Process, Now), "" },
        { "commands", () => Running.Apply(Commands), "PlanBegun, Change" },
        { "a reload", () => Running.Apply(Reload), "PlanBegun, Reload" },
        { "nothing", () => Running.Apply(Nothing), "PlanApplied" },
        { "nothing, on one that was taken over", () => Adopted.Apply(Nothing), "AuditLater, PlanApplied" },
        { "nothing, while audits are stopped", () => Running.Changed(Commands, Effect.Of(NoRoom)).Next.Apply(Nothing),
            "AuditLater, PlanApplied" },
        { "commands are done", () => Running.Changed(Commands, Done), "HaProxyCommanded, AuditLater, PlanApplied" },
        { "commands are done and something else was corrected", () => Running.Changed(Commands, Done with { Corrected = [Command] }),
            "HaProxyCommanded, HaProxyDrifted, AuditLater, PlanApplied" },
        { "commands fail", () => Running.Changed(Commands, Effect.Of(NoRoom)), "CancelAudit, CommandsFailed, ApplyFailed" },
        { "sessions were ended on the way",
            () => Running.Changed(Commands, Done with { Ended = [new ServerSessions(null, "web/web-1", 2)] }),
            "SessionsEnded, HaProxyCommanded, AuditLater, PlanApplied" },
        { "it has reloaded", () => Running.Reloaded(Reload, Done), "HaProxyReloaded, AuditLater, PlanApplied" },
        { "it does not reload", () => Running.Reloaded(Reload, Effect.Of(NoRoom)), "CancelAudit, ReloadFailed, ApplyFailed" },
        { "the reload has to wait", () => Running.Reloaded(Reload, Done with { OldWorkers = 10 }),
            "ReloadDeferred, CancelAudit, PlanDeferred" },
        { "an audit is due", () => Running.AuditDue(isBusy: false), "Audit" },
        { "an audit is due while an effect is in flight", () => Running.AuditDue(isBusy: true), "" },
        { "an audit is due and nobody knows what it should have", () => Adopted.AuditDue(isBusy: false), "" },
        { "all is well", () => Running.Audited(Done, isAlive: true), "AuditLater" },
        { "something was corrected", () => Running.Audited(Done with { Corrected = [Command] }, isAlive: true),
            "HaProxyDrifted, AuditLater" },
        { "only a reload can correct it", () => Running.Audited(Effect.Of(NoRoom with { Stage = ApplyStage.Verify }), isAlive: true),
            "HaProxyDrifted, DriftFound" },
        { "that was since it has ended", () => Running.Audited(Effect.Of(NoRoom with { Stage = ApplyStage.Verify }), isAlive: false),
            "AuditLater" },
        { "the audit failed otherwise", () => Running.Audited(Effect.Of(NoRoom), isAlive: true), "AuditLater" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void After_an_event_follows(string what, Func<Supervision.Step> happen, string effects) =>
        Assert.Equal($"{what}: {effects}", $"{what}: {string.Join(", ", happen().Effects.Select(Name))}");

    [Fact]
    public void What_lingers_is_looked_after_soon()
    {
        Assert.Equal([TimeSpan.FromSeconds(1)], Waits(Running.Changed(Commands, Done with { IsLingering = true })));
        Assert.Equal([TimeSpan.FromSeconds(5)], Waits(Running.Changed(Commands, Done)));

        static IEnumerable<TimeSpan> Waits(Supervision.Step step) =>
            step.Effects.OfType<SupervisorEffect.AuditLater>().Select(audit => audit.Wait);
    }

    [Fact]
    public void One_that_dies_again_and_again_is_started_after_longer_waits()
    {
        var (first, second) = (
            Running.Exited(FakeHaProxy.Process, Now),
            Running.Exited(FakeHaProxy.Process, Now).Next.Started(
                null, FakeHaProxy.Process, null, Now).Next.Exited(FakeHaProxy.Process, Now));

        Assert.True(Wait(second) > Wait(first), $"{Wait(second)} after {Wait(first)}");

        static TimeSpan Wait(Supervision.Step step) => step.Effects.OfType<SupervisorEffect.StartLater>().Single().Wait;
    }

    private static string Name(SupervisorEffect effect) => effect switch
    {
        SupervisorEffect.Report report => report.Happened.GetType().Name,
        SupervisorEffect.Answer answer => answer.Message.GetType().Name,
        _ => effect.GetType().Name,
    };
}
