using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Actors.Contracts.Api;

/// <summary>Everything that is known of a node, <c>GET /api/nodes</c> and <c>GET /api/nodes/NAME</c>.</summary>
public sealed record NodeView : NodeReport
{
    /// <summary>A node of which no more is known than its values.</summary>
    [JsonConstructor]
    public NodeView()
    {
    }

    /// <summary>A node of the status, of which no more is known.</summary>
    [SetsRequiredMembers]
    public NodeView(NodeReport node)
        : base(node)
    {
    }

    /// <summary>What happens to its clients, of all the evidence together; null from an agent of 0.1.0.</summary>
    [JsonPropertyOrder(1)]
    public EffectiveState? Effective { get; init; }

    /// <summary>Why it does not serve, such as <c>HAProxy's check fails: L4CON</c>; empty where it does.</summary>
    [JsonPropertyOrder(1)]
    public string EffectiveWhy { get; init => field = value ?? ""; } = "";

    /// <summary>What the cluster reports of it; null where it does not know it.</summary>
    [JsonPropertyOrder(1)]
    public GossipView? Gossip { get; init; }

    /// <summary>The override that an operator has given for it; null for none.</summary>
    [JsonPropertyOrder(1)]
    [JsonPropertyName("order")]
    public NodeOverride? Override { get; init; }

    /// <summary>What HAProxy reports of it; null where it does not have it, or does not answer.</summary>
    [JsonPropertyOrder(1)]
    [JsonPropertyName("haproxy")]
    public ServerView? HaProxy { get; init; }
}

/// <summary>What the cluster reports of a node.</summary>
/// <param name="Status">Its status, as Akka names it.</param>
/// <param name="Reachable">Whether it is reachable.</param>
/// <param name="Address">Its address in the cluster.</param>
public sealed record GossipView(string Status, bool Reachable, string Address);

/// <summary>What HAProxy counts for one server (management guide, "Statistics and monitoring"). It counts anew after each reload.</summary>
/// <param name="Status">
/// Whether it gets traffic, as HAProxy reports it: <c>UP</c>, <c>DOWN</c>, <c>DRAIN</c>, <c>MAINT</c>, <c>no check</c> and others.
/// </param>
/// <param name="Sessions">Sessions on it now, those of HAProxy's old workers too, which finish them after a reload.</param>
/// <param name="SessionsTotal">Sessions so far.</param>
/// <param name="Rate">Sessions in the last second.</param>
/// <param name="Requests">Responses so far, of whatever status.</param>
/// <param name="Errors">Connections that failed and responses that were cut, so far.</param>
/// <param name="Retries">Connections that were tried again, so far.</param>
/// <param name="CheckStatus">What the last check came to, such as <c>L7OK</c>; empty for none.</param>
/// <param name="LastChangeSeconds">Seconds since its status changed; null where HAProxy does not say.</param>
/// <param name="Queue">Requests that wait for it now, of old workers too.</param>
public sealed record ServerView(
    string Status,
    int Sessions,
    long SessionsTotal,
    int Rate,
    long Requests,
    long Errors,
    long Retries,
    string CheckStatus,
    long? LastChangeSeconds,
    int Queue)
{
    /// <summary>
    /// How long it took to respond, in milliseconds: HAProxy's average of its last 1,024 requests (<c>rtime</c>); null where it has had
    /// none, for TCP, and from an agent of 0.1.0.
    /// </summary>
    public int? AverageResponseMilliseconds { get; init; }

    /// <summary>Old workers of HAProxy that do not say what they still have on it: <c>sessions</c> may be too few.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int SilentWorkers { get; init; }
}
