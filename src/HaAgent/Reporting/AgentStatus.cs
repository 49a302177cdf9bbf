using System.Text.Json.Serialization;
using Actors.HaAgent.Certificates;
using Actors.HaAgent.Desired;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Membership;
using Actors.HaAgent.Overrides;
using Actors.HaAgent.Reconciling;
using Actors.HaAgent.Templates;

namespace Actors.HaAgent.Reporting;

/// <summary>What the agent reports of itself, <c>GET /api/status</c>.</summary>
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
    /// <summary>The services, by name.</summary>
    public IReadOnlyList<ServiceReport> Services { get; init; } = [];

    /// <summary>What is left out of HAProxy's configuration since it, or the machine, refuses it; the rest is applied.</summary>
    public IReadOnlyList<LeftOutReport> LeftOut { get; init; } = [];

    /// <summary>The nodes that are not in the cluster yet, since their programs are not well.</summary>
    public IReadOnlyList<WaitingNode> Waiting { get; init; } = [];

    /// <summary>The template in force, and one that is not yet or may not be; null before the first is applied.</summary>
    public TemplateReport? Template { get; init; }

    /// <summary>TLS for users; null where none is wanted.</summary>
    public CertificatesReport? Certificates { get; init; }

    public static AgentStatus Starting(string name, string version) =>
        new(name, AgentPhase.Starting, 0, 0, new HaProxyStatus(false, null, version, 0, 0, 0, 0), null, null, [], [], null, "", null);
}

/// <summary>A part that is left out of HAProxy's configuration.</summary>
/// <param name="Part">Such as <c>service 'cache'</c>, <c>snippet frontend.cfg</c>, <c>HTTPS</c>.</param>
/// <param name="Why">What HAProxy, or the machine, has against it.</param>
public sealed record LeftOutReport(string Part, string Why)
{
    /// <summary>The report of a part.</summary>
    public static LeftOutReport Of(LeftOut left)
    {
        ArgumentNullException.ThrowIfNull(left);
        return new(left.Part.ToString(), left.Why);
    }
}

/// <summary>What the agent is about.</summary>
public enum AgentPhase
{
    Starting,
    Idle,
    Applying,

    /// <summary>The newest desired state could not be applied; what ran before runs on.</summary>
    Failing,
}

/// <summary>What the agent knows of its HAProxy.</summary>
/// <param name="Running">Whether its master process lives.</param>
/// <param name="Pid">The master's process id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Reloads">Reloads since the agent started.</param>
/// <param name="Restarts">How often it has died since the agent started.</param>
/// <param name="Changes">Plans carried out by the runtime API since the agent started.</param>
/// <param name="Drift">How often it was found to be other than it should, since the agent started.</param>
public sealed record HaProxyStatus(bool Running, int? Pid, string Version, int Reloads, int Restarts, int Changes, int Drift);

/// <summary>A failure, with its moment.</summary>
public sealed record FailureReport(long Revision, ApplyStage Stage, string Output, string Hint, DateTimeOffset At)
{
    /// <summary>The report of a failure.</summary>
    public static FailureReport Of(long revision, ApplyFailure failure, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return new(revision, failure.Stage, failure.Output, failure.Hint, at);
    }
}

/// <summary>That the list is frozen.</summary>
/// <param name="Why">Why.</param>
/// <param name="Since">Since when.</param>
/// <param name="Held">The nodes that the cluster has lost and that stay in HAProxy.</param>
public sealed record FreezeReport(string Why, DateTimeOffset Since, IReadOnlyList<string> Held)
{
    /// <summary>The report of a freeze; null for none.</summary>
    public static FreezeReport? Of(FreezeNotice? freeze) => freeze is null ? null : new(freeze.Why, freeze.Since, freeze.Held);
}

/// <summary>A service, as HAProxy has it or will have it.</summary>
/// <param name="Name">Its name, which is the backend's.</param>
/// <param name="Protocol">What it speaks.</param>
/// <param name="ListenPort">For TCP the port that users reach it at; else null.</param>
/// <param name="Routes">The routes that are its own.</param>
/// <param name="Nodes">How many nodes are in it.</param>
/// <param name="Ready">How many of them get traffic.</param>
/// <param name="Canary">How its traffic is split by version; null for by the weights.</param>
public sealed record ServiceReport(
    string Name, ServiceProtocol Protocol, int? ListenPort, IReadOnlyList<string> Routes, int Nodes, int Ready, CanaryShare? Canary)
{
    /// <summary>The services of a desired state.</summary>
    public static IReadOnlyList<ServiceReport> Of(DesiredState desired, OverrideBook overrides)
    {
        var servers = desired.Servers.ToLookup(server => server.Service, StringComparer.Ordinal);
        return
        [
            .. desired.Services.Select(service => new ServiceReport(
                service.Name, service.Protocol, service.ListenPort > 0 ? service.ListenPort : null, service.AllRoutes,
                servers[service.Name].Count(), servers[service.Name]
                .Count(server => server.Admin == AdminState.Ready), overrides.For(ServiceOverride.KeyOf(service.Name))?.Canary)),
        ];
    }
}

/// <summary>That the template of an earlier revision is in force, by override.</summary>
/// <param name="Revision">The revision.</param>
/// <param name="Since">Since when.</param>
public sealed record PinReport(long Revision, DateTimeOffset Since)
{
    /// <summary>The report of a pinned template; null for none.</summary>
    public static PinReport? Of(PinnedTemplate? pinned) => pinned is null ? null : new(pinned.Revision.Number, pinned.Since);
}
