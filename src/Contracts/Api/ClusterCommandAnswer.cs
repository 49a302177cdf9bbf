using System.Text.Json.Serialization;

namespace Actors.Contracts.Api;

/// <summary>A command to the cluster that a node has taken.</summary>
/// <param name="Command">Which: leave, down or down-unreachable.</param>
/// <param name="Members">The members that it is about, as they were when it was given.</param>
public sealed record ClusterCommandAnswer([property: JsonPropertyName("order")] string Command, IReadOnlyList<ClusterViewMember> Members);
