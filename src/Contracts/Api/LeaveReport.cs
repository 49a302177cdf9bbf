using System.Text.Json.Serialization;

namespace Actors.Contracts.Api;

/// <summary>That a balancer leaves: its agent's command or a request to stop.</summary>
/// <param name="Stage">How far it is.</param>
/// <param name="Since">Since when it is that far.</param>
/// <param name="Until">Until when that lasts at most.</param>
public sealed record LeaveReport(LeaveStage Stage, DateTimeOffset Since, DateTimeOffset Until)
{
    /// <summary>
    /// Whether HAProxy serves on behind the agent's end, its health bad: something else has started it, and ends it
    /// (<c>HaProxy:Start=elsewhere</c>).
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool HaProxyServesOn { get; init; }
}

/// <summary>How far a balancer is that leaves.</summary>
public enum LeaveStage
{
    /// <summary>Its health is bad, and it serves on: what stands in front has to notice.</summary>
    Notice,

    /// <summary>HAProxy takes nothing new and finishes its requests.</summary>
    Stopping,

    /// <summary>HAProxy has ended, or serves on for what has started it; the agent leaves the cluster and ends.</summary>
    Cluster,
}
