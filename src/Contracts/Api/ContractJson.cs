using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Actors.Contracts.Api;

/// <summary>The contract as JSON, by code made at compile time; the same for who writes and who reads.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ClusterView))]
[JsonSerializable(typeof(ClusterNodeStatus))]
[JsonSerializable(typeof(ClusterTailEvent))]
[JsonSerializable(typeof(ClusterCommandAnswer))]
[JsonSerializable(typeof(MemberChoice))]
[JsonSerializable(typeof(ProblemDocument))]
[JsonSerializable(typeof(WeightRequest))]
[JsonSerializable(typeof(CanaryRequest))]
[JsonSerializable(typeof(ReadyRequest))]
[JsonSerializable(typeof(RenderRequest))]
[JsonSerializable(typeof(RenderAnswer))]
public sealed partial class ContractJson : JsonSerializerContext
{
    /// <summary>For people too: quotes stay quotes. Nothing of it is put into a page.</summary>
    public static ContractJson Readable =>
        field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>What a text says; null where it is not that.</summary>
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
