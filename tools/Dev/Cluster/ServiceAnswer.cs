using System.Text.Json.Serialization;

namespace Actors.Dev.Cluster;

/// <summary>The one field of the demo application's answer that tells who answered.</summary>
internal sealed record ServiceAnswer(string? Host);

[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ServiceAnswer))]
internal sealed partial class ServiceJson : JsonSerializerContext;
