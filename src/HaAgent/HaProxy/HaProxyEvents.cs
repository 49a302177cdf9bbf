using Actors.HaAgent.Desired;
using Actors.HaAgent.Events;

namespace Actors.HaAgent.HaProxy;

/// <summary>HAProxy runs: it was started or taken over.</summary>
/// <param name="Pid">The process id of its master.</param>
public sealed record HaProxyStarted(int Pid) : AgentEvent;

/// <summary>HAProxy could not be started.</summary>
/// <param name="Revision">The desired revision that it was started for; none for no plan.</param>
/// <param name="Failure">Why.</param>
/// <param name="At">When.</param>
public sealed record HaProxyNotStarted(DesiredRevision Revision, ApplyFailure Failure, DateTimeOffset At) : AgentEvent;

/// <summary>HAProxy's master has ended.</summary>
public sealed record HaProxyEnded : AgentEvent;

/// <summary>Another version of HAProxy runs.</summary>
/// <param name="Version">The version.</param>
public sealed record HaProxyVersionChanged(string Version) : AgentEvent;

/// <summary>The commands of a plan were carried out by the runtime API.</summary>
public sealed record HaProxyCommanded : AgentEvent;

/// <summary>HAProxy has reloaded for a plan.</summary>
public sealed record HaProxyReloaded : AgentEvent;

/// <summary>HAProxy was found to be other than it should be.</summary>
public sealed record HaProxyDrifted : AgentEvent;
