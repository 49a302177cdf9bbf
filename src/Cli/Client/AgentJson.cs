using System.Text.Json.Serialization;

namespace Actors.Cli.Client;

/// <summary>What an agent answers, beside what is in the contract.</summary>
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StatusAnswer))]
[JsonSerializable(typeof(NodeAnswer[]))]
[JsonSerializable(typeof(ChangeAnswer[]))]
[JsonSerializable(typeof(ChangeAnswer))]
internal sealed partial class AgentJson : JsonSerializerContext;
