using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Actors.Cli.Client;

/// <summary>What a node answers to <c>GET /cluster/status</c>.</summary>
internal sealed record ClusterStatusAnswer(
    string Name,
    string Address,
    string? Status,
    ImmutableArray<string> Roles,
    string? AppVersion,
    ClusterSelf? Leader,
    ClusterSelf? Oldest,
    int Members,
    ImmutableArray<ClusterSelf> Unreachable,
    DateTimeOffset Since,
    double UptimeSeconds,
    int Starts);

/// <summary>What a node answers to an order.</summary>
internal sealed record ClusterCommandAnswer(string Order, ImmutableArray<ClusterMember> Members);

/// <summary>One event of <c>GET /cluster/tail</c>.</summary>
internal sealed record ClusterEventAnswer(DateTimeOffset Time, string What, string? Name, string? Address, string? Status);

/// <summary>Why a node does not do what it was asked to.</summary>
internal sealed record ProblemAnswer(string? Title, string? Detail);

/// <summary>Whom an order is about.</summary>
internal sealed record MemberRequest(string? Address, string? Name)
{
    /// <summary>As the user writes it: an address has a protocol.</summary>
    public static MemberRequest Of(string member) =>
        member.Contains("://", StringComparison.Ordinal) ? new MemberRequest(member, null) : new MemberRequest(null, member);
}

[JsonSourceGenerationOptions(
    PropertyNameCaseInsensitive = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ClusterAnswer))]
[JsonSerializable(typeof(ClusterStatusAnswer))]
[JsonSerializable(typeof(ClusterCommandAnswer))]
[JsonSerializable(typeof(ClusterEventAnswer))]
[JsonSerializable(typeof(ProblemAnswer))]
[JsonSerializable(typeof(MemberRequest))]
internal sealed partial class InspectJson : JsonSerializerContext;
