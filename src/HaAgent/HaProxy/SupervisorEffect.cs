using System.Collections.Immutable;
using Actors.HaAgent.Events;
using Actors.HaAgent.Planning;

namespace Actors.HaAgent.HaProxy;

/// <summary>What the supervisor does after an event, as data (<see cref="Supervision"/>).</summary>
public abstract record SupervisorEffect
{
    private SupervisorEffect()
    {
    }

    /// <summary>HAProxy is started on the live file.</summary>
    /// <param name="Apply">The plan that it is started for; null for none.</param>
    /// <param name="Wanted">What it must have then; null where that is not known.</param>
    public sealed record Start(HaProxySupervisor.Apply? Apply, AppliedState? Wanted) : SupervisorEffect;

    /// <summary>Commands are sent.</summary>
    /// <param name="Apply">The plan.</param>
    /// <param name="Commands">The commands.</param>
    public sealed record Change(HaProxySupervisor.Apply Apply, ImmutableArray<RuntimeCommand> Commands) : SupervisorEffect;

    /// <summary>HAProxy reloads.</summary>
    /// <param name="Apply">The plan.</param>
    /// <param name="Ahead">What is sent ahead.</param>
    public sealed record Reload(HaProxySupervisor.Apply Apply, ImmutableArray<RuntimeCommand> Ahead) : SupervisorEffect;

    /// <summary>HAProxy is compared with what it should have.</summary>
    /// <param name="Wanted">What that is.</param>
    public sealed record Audit(AppliedState Wanted) : SupervisorEffect;

    /// <summary>It is noticed when this process ends.</summary>
    /// <param name="Process">The process.</param>
    public sealed record Watch(MasterRun Process) : SupervisorEffect;

    /// <summary>HAProxy is started in a while.</summary>
    /// <param name="Wait">In how long.</param>
    public sealed record StartLater(TimeSpan Wait) : SupervisorEffect;

    /// <summary>It is started now, not later.</summary>
    public sealed record CancelStart : SupervisorEffect;

    /// <summary>It is audited in a while.</summary>
    /// <param name="Wait">In how long.</param>
    public sealed record AuditLater(TimeSpan Wait) : SupervisorEffect;

    /// <summary>It is not audited.</summary>
    public sealed record CancelAudit : SupervisorEffect;

    /// <summary>The one who planned hears this.</summary>
    /// <param name="Message">What.</param>
    public sealed record Answer(object Message) : SupervisorEffect;

    /// <summary>Operators see this.</summary>
    /// <param name="Happened">What.</param>
    public sealed record Report(AgentEvent Happened) : SupervisorEffect;
}
