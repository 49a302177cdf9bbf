using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Actors.Cli.Client;

namespace Actors.Dev.Cluster;

/// <summary>What the agent answers to <c>GET /api/status</c>, as far as it is shown here.</summary>
internal sealed record AgentAnswer(
    string? Phase,
    AgentHaProxy? Haproxy,
    AgentFailure? LastFailure,
    ImmutableArray<AgentNode> Nodes,
    AgentFreeze? Frozen = null);

/// <param name="Why">Why the list of nodes is frozen.</param>
internal sealed record AgentFreeze(string? Why);

/// <param name="Running">Whether it runs.</param>
/// <param name="Pid">Its master process.</param>
/// <param name="Version">Its version.</param>
/// <param name="Reloads">Reloads since the agent started.</param>
/// <param name="Restarts">How often it has died since.</param>
/// <param name="Changes">Changes by its runtime API since.</param>
/// <param name="Drift">How often it was found to be other than it should, and mended.</param>
internal sealed record AgentHaProxy(bool Running, int? Pid, string? Version, int Reloads, int Restarts, int Changes = 0, int Drift = 0);

internal sealed record AgentFailure(string? Stage, string? Output, string? Hint);

internal sealed record AgentNode(string Name, string? Address, int Port, string? State);

/// <summary>The one field of the demo application's answer that tells who answered.</summary>
internal sealed record ServiceAnswer(string? Host);

[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ClusterAnswer))]
[JsonSerializable(typeof(AgentAnswer))]
[JsonSerializable(typeof(ServiceAnswer))]
internal sealed partial class AnswersJson : JsonSerializerContext;
