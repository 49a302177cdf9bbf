using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.HaAgent.Overrides;

/// <summary>An override as it stands in the file and crosses nodes: one line of JSON. Fields that are not known are passed over.</summary>
internal static class OverrideText
{
    /// <summary>Far above what a valid override takes.</summary>
    internal const int Longest = 2000;

    /// <summary>How it is written: other alphabets than the Latin one take no six characters for each of theirs.</summary>
    public static readonly OverrideJson Json = new(
        new JsonSerializerOptions(OverrideJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static string Write(string node, NodeOverride wanted) =>
        JsonSerializer.Serialize(StoredOverride.Of(node, wanted), Json.StoredOverride);

    /// <summary>Reads one; null where it is none, or not a valid one.</summary>
    public static KeyValuePair<string, NodeOverride>? TryRead(string text)
    {
        try
        {
            return text.Length > Longest ? null : JsonSerializer.Deserialize(text, OverrideJson.Default.StoredOverride)?.ToOverride();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>An override with its node.</summary>
/// <param name="Node">The node, or the service in the form of <see cref="ServiceOverride.KeyOf"/>.</param>
/// <param name="State">As in <see cref="NodeOverride"/>.</param>
/// <param name="Weight">As in <see cref="NodeOverride"/>.</param>
/// <param name="By">As in <see cref="NodeOverride"/>.</param>
/// <param name="At">As in <see cref="NodeOverride"/>.</param>
/// <param name="Canary">As in <see cref="NodeOverride"/>.</param>
/// <param name="Frozen">As in <see cref="NodeOverride"/>.</param>
/// <param name="From">As in <see cref="NodeOverride"/>.</param>
/// <param name="Reason">As in <see cref="NodeOverride"/>.</param>
internal sealed record StoredOverride(
    string Node,
    AdminState? State,
    int? Weight,
    string By,
    DateTimeOffset At,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CanaryShare? Canary = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Frozen = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? From = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason = null)
{
    public static StoredOverride Of(string node, NodeOverride wanted) =>
        new(node, wanted.State, wanted.Weight, wanted.By, wanted.At, wanted.Canary, wanted.Frozen, wanted.From, wanted.Reason);

    /// <summary>The override; null where a field is not what it must be.</summary>
    public KeyValuePair<string, NodeOverride>? ToOverride() =>
        new NodeOverride(State, Weight, By, At) { Canary = Canary, Frozen = Frozen, From = From, Reason = Reason } is
        { IsValid: true } wanted && ServiceOverride.Fits(Node, wanted)
            ? KeyValuePair.Create(Node, wanted)
            : null;
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(StoredOverride))]
[JsonSerializable(typeof(StoredOverride[]))]
[JsonSerializable(typeof(JsonElement[]))]
internal sealed partial class OverrideJson : JsonSerializerContext;
