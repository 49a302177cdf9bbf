using System.Text.Json.Serialization;

namespace Actors.Clustering.Messages;

/// <summary>A node asks another one which cluster it belongs to. Answered with a <see cref="ClusterGreeting"/>.</summary>
/// <param name="Cluster">The name of the cluster that the asking node belongs to.</param>
public sealed record ClusterGreetingAsk(string Cluster) : IClusterMessage;

/// <summary>Which cluster a node belongs to.</summary>
/// <param name="Cluster">The cluster's name.</param>
/// <param name="IsMember">Whether the node is a member of it now and can let others in.</param>
/// <param name="Seeds">The seeds that the node knows by its configuration, as <c>host:port</c>.</param>
public sealed record ClusterGreeting(string Cluster, bool IsMember, IReadOnlyList<string> Seeds) : IClusterMessage
{
    /// <summary>The cluster's identity, a GUID; null where the node knows none yet.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Identity { get; init; }

    /// <summary>Whether the cluster was formed by a node without memory.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsFresh { get; init; }

    /// <summary>Whether <see cref="Seeds"/> are found, and not the same at every moment.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool SeedsAreFound { get; init; }

    /// <summary>
    /// The unique number of the node that answers, which its next start does not have; null where it does not say, as before 0.1.0.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Incarnation { get; init; }

    /// <summary>Its name; null where it does not say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Node { get; init; }
}
