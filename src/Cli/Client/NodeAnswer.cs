using System.Text.Json.Serialization;

namespace Actors.Cli.Client;

/// <summary>A node as an agent tells of it, in <c>GET /api/nodes</c> and, with less, in the status.</summary>
internal sealed record NodeAnswer(
    string? Name,
    string? Service,
    string? Address,
    int? Port,
    string? Version,
    int? Weight,
    string? State,
    string? Why,
    string? Source,
    DateTimeOffset? Since,
    GossipAnswer? Gossip,
    [property: JsonPropertyName("order")] OverrideAnswer? Override,
    ServerAnswer? Haproxy);

/// <summary>What the cluster says of it.</summary>
internal sealed record GossipAnswer(string? Status, bool? Reachable, string? Address);

/// <summary>What an operator has overridden of it.</summary>
internal sealed record OverrideAnswer(string? State, int? Weight, string? By, DateTimeOffset? At);

/// <summary>What HAProxy says of it.</summary>
internal sealed record ServerAnswer(
    string? Status,
    long? Sessions,
    long? SessionsTotal,
    double? Rate,
    long? Requests,
    long? Errors,
    long? Retries,
    string? CheckStatus,
    long? LastChangeSeconds,
    long? Queue);
