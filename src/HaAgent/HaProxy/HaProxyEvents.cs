using System.Collections.Immutable;
using Actors.HaAgent.Desired;
using Actors.HaAgent.Events;
using Actors.HaAgent.Planning;

namespace Actors.HaAgent.HaProxy;

/// <summary>HAProxy runs.</summary>
/// <param name="Pid">The process id of its master.</param>
public sealed record HaProxyStarted(int Pid) : AgentEvent
{
    /// <summary>Whether an earlier agent had left it running.</summary>
    public bool WasRunning { get; init; }
}

/// <summary>HAProxy could not be started.</summary>
/// <param name="Revision">The desired revision that it was started for; none for no plan.</param>
/// <param name="Failure">Why.</param>
/// <param name="At">When.</param>
public sealed record HaProxyNotStarted(DesiredRevision Revision, ApplyFailure Failure, DateTimeOffset At) : AgentEvent;

/// <summary>HAProxy's master has ended.</summary>
public sealed record HaProxyEnded : AgentEvent
{
    /// <summary>Its process id.</summary>
    public int Pid { get; init; }

    /// <summary>After how long it is started again.</summary>
    public TimeSpan Wait { get; init; }
}

/// <summary>HAProxy has finished its requests and ended, since its agent leaves.</summary>
public sealed record HaProxyStopped : AgentEvent;

/// <summary>Another version of HAProxy runs.</summary>
/// <param name="Version">The version.</param>
public sealed record HaProxyVersionChanged(string Version) : AgentEvent;

/// <summary>A plan is being carried out.</summary>
/// <param name="Plan">The plan.</param>
public sealed record PlanBegun(Plan Plan) : AgentEvent;

/// <summary>The commands of a plan were carried out by the runtime API.</summary>
public sealed record HaProxyCommanded : AgentEvent;

/// <summary>The runtime API did not carry out the commands of a plan.</summary>
/// <param name="Revision">The revision of the plan.</param>
/// <param name="Output">HAProxy's output.</param>
public sealed record CommandsFailed(DesiredRevision Revision, string Output) : AgentEvent;

/// <summary>HAProxy has reloaded for a plan.</summary>
public sealed record HaProxyReloaded : AgentEvent;

/// <summary>HAProxy did not reload for a plan.</summary>
/// <param name="Revision">The revision of the plan.</param>
/// <param name="Output">HAProxy's output.</param>
public sealed record ReloadFailed(DesiredRevision Revision, string Output) : AgentEvent;

/// <summary>A reload has to wait.</summary>
/// <param name="Revision">The revision of the plan.</param>
/// <param name="OldWorkers">How many old workers live.</param>
public sealed record ReloadDeferred(DesiredRevision Revision, int OldWorkers) : AgentEvent;

/// <summary>HAProxy was found to be other than it should be.</summary>
public sealed record HaProxyDrifted : AgentEvent
{
    /// <summary>The commands that corrected it; none where only a reload can.</summary>
    public ImmutableArray<RuntimeCommand> Corrected { get; init; } = [];

    /// <summary>What only a reload can correct.</summary>
    public string Difference { get; init; } = "";
}

/// <summary>Requests and connections were ended, since their machine has vanished.</summary>
/// <param name="Sessions">Which.</param>
public sealed record SessionsEnded(ServerSessions Sessions) : AgentEvent;
