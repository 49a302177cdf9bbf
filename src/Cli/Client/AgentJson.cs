using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Actors.Cli.Client;

/// <summary>The body of <c>POST /api/nodes/NAME/weight</c>; null takes the weight back.</summary>
internal sealed record WeightRequest(int? Weight);

/// <summary>The body of <c>POST /api/services/NAME/canary</c>.</summary>
internal sealed record CanaryRequest(string Version, int Share);

/// <summary>The body of <c>POST /api/render</c>; what is null is taken as it is in force.</summary>
internal sealed record RenderRequest(string? Template, IReadOnlyDictionary<string, string>? Snippets);

[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StatusAnswer))]
[JsonSerializable(typeof(NodeAnswer[]))]
[JsonSerializable(typeof(ChangeAnswer[]))]
[JsonSerializable(typeof(ChangeAnswer))]
[JsonSerializable(typeof(RenderAnswer))]
[JsonSerializable(typeof(RenderRequest))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(WeightRequest))]
[JsonSerializable(typeof(CanaryRequest))]
internal sealed partial class AgentJson : JsonSerializerContext
{
    /// <summary>What the text says; null when it is not that.</summary>
    public static T? Read<T>(string text, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(text, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
