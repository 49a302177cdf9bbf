using System.Text.Json.Serialization;

namespace Actors.Contracts.Api;

/// <summary>What an agent reports of itself, <c>GET /api/status</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Phase">What it is about.</param>
/// <param name="RevisionDesired">The revision that HAProxy should have: that applied, or the next one while a change is under way.</param>
/// <param name="RevisionApplied">The revision that HAProxy has, which the history has a row of; 0 before the first.</param>
/// <param name="HaProxy">Its HAProxy.</param>
/// <param name="LastFailure">Why the newest desired state is not applied; null where it is.</param>
/// <param name="Frozen">That the servers of the backends are frozen; null where they are not.</param>
/// <param name="Nodes">The nodes as HAProxy has them or will have them.</param>
/// <param name="Rejected">The members that are not let in.</param>
/// <param name="Pinned">That the template of an earlier revision is in force; null where the newest is.</param>
/// <param name="ContentHash">What HAProxy balances over, as a hash; empty before the first is applied.</param>
/// <param name="Convergence">How far every agent of the cluster is; null before that is known.</param>
public sealed record AgentStatus(
    string Name,
    AgentPhase Phase,
    long RevisionDesired,
    long RevisionApplied,
    [property: JsonPropertyName("haproxy")] HaProxyStatus HaProxy,
    FailureReport? LastFailure,
    FreezeReport? Frozen,
    IReadOnlyList<NodeReport> Nodes,
    IReadOnlyList<RefusedNode> Rejected,
    PinReport? Pinned,
    string ContentHash,
    ConvergenceReport? Convergence)
{
    /// <summary>The release that the agent is of; null from one of 0.1.0, which does not say it.</summary>
    public string? Version { get; init; }

    /// <summary>The headline: what clients get of all services together; null from an agent of 0.1.0.</summary>
    public HealthReport? Health { get; init; }

    /// <summary>The services, by name.</summary>
    public IReadOnlyList<ServiceReport> Services { get; init => field = value ?? []; } = [];

    /// <summary>What is left out of HAProxy's configuration since it, or the machine, refuses it; the rest is applied.</summary>
    public IReadOnlyList<LeftOutReport> LeftOut { get; init => field = value ?? []; } = [];

    /// <summary>The nodes that are not in the cluster yet, since their programs are not well.</summary>
    public IReadOnlyList<WaitingNode> Waiting { get; init => field = value ?? []; } = [];

    /// <summary>The template in force, and one that is not yet or may not be; null before the first is applied.</summary>
    public TemplateReport? Template { get; init; }

    /// <summary>TLS for clients of the services; null where none is wanted.</summary>
    public CertificatesReport? Certificates { get; init; }

    /// <summary>Why rows of the history cannot be written to the disk; null where they can.</summary>
    public string? HistoryFault { get; init; }

    /// <summary>That the balancer leaves; null where it stays.</summary>
    public LeaveReport? Leaving { get; init; }

    /// <summary>The status of an agent that has just started.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="version">The version of its HAProxy.</param>
    public static AgentStatus Starting(string name, string version) =>
        new(name, AgentPhase.Starting, 0, 0, new HaProxyStatus(false, null, version, 0, 0, 0, 0), null, null, [], [], null, "", null)
        {
            Version = ProductVersion.Text,
        };
}

/// <summary>What an agent is about.</summary>
public enum AgentPhase
{
    /// <summary>It has applied nothing yet.</summary>
    Starting,

    /// <summary>HAProxy has the newest desired state.</summary>
    Idle,

    /// <summary>It brings HAProxy to the newest desired state.</summary>
    Applying,

    /// <summary>The newest desired state could not be applied; what ran before runs on.</summary>
    Failing,
}

/// <summary>What an agent knows of its HAProxy.</summary>
/// <param name="Running">Whether its master process runs.</param>
/// <param name="Pid">The master's process id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Reloads">Reloads since the agent started.</param>
/// <param name="Restarts">How often it has died since the agent started.</param>
/// <param name="Changes">Plans carried out by the runtime API since the agent started.</param>
/// <param name="Drift">How often it was found to be other than it should, since the agent started.</param>
public sealed record HaProxyStatus(bool Running, int? Pid, string Version, int Reloads, int Restarts, int Changes, int Drift)
{
    /// <summary>
    /// When it said what the nodes' states and counters are made of, where it does not answer now; null where it answers, or has not for
    /// too long.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? LastAnswer { get; init; }
}

/// <summary>That the servers of the backends are frozen.</summary>
/// <param name="Why">Why.</param>
/// <param name="Since">Since when.</param>
/// <param name="Held">The nodes that the cluster has lost and that stay in HAProxy.</param>
public sealed record FreezeReport(string Why, DateTimeOffset Since, IReadOnlyList<string> Held)
{
    /// <summary>The operator whose freeze it is, on all agents until thawed; null where this agent alone froze them.</summary>
    public string? By { get; init; }

    /// <summary>The address that it was commanded from; null where that is not known.</summary>
    public string? From { get; init; }

    /// <summary>The operator's reason; null where none was given.</summary>
    public string? Reason { get; init; }
}

/// <summary>That the template of an earlier revision is in force, by an operator's command.</summary>
/// <param name="Revision">The revision.</param>
/// <param name="Since">Since when.</param>
public sealed record PinReport(long Revision, DateTimeOffset Since)
{
    /// <summary>The operator; null where that is not known.</summary>
    public string? By { get; init; }

    /// <summary>The address that it was commanded from; null where that is not known.</summary>
    public string? From { get; init; }

    /// <summary>The operator's reason; null where none was given.</summary>
    public string? Reason { get; init; }
}

/// <summary>A part that is left out of HAProxy's configuration.</summary>
/// <param name="Part">Such as <c>service 'cache'</c>, <c>snippet frontend.cfg</c>, <c>HTTPS</c>.</param>
/// <param name="Why">What HAProxy, or the machine, has against it.</param>
public sealed record LeftOutReport(string Part, string Why);
