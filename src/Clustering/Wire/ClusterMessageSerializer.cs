using System.Runtime.Serialization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Actors.Clustering.Messages;
using Actors.Contracts.Api;
using Akka.Actor;
using Akka.Serialization;

namespace Actors.Clustering.Wire;

/// <summary>
/// Writes and reads the messages that cross nodes, as JSON without reflection, each under a manifest with a version.
/// Fields that it does not know are skipped (a newer node may send more); a manifest that it does not know, a field that is
/// missing and a payload above <see cref="Largest"/> are refused, which Akka logs as one line while the connection lives on.
/// </summary>
public sealed class ClusterMessageSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>The largest payload, in bytes. Ours are far below.</summary>
    public const int Largest = 8192;

    private static readonly Dictionary<string, JsonTypeInfo> ByManifest = new(StringComparer.Ordinal)
    {
        ["arrived.v2"] = ClusterJson.Default.NodeArrived,
        ["readiness.v1"] = ClusterJson.Default.NodeReadiness,
        ["readiness-heard.v1"] = ClusterJson.Default.ReadinessHeard,
        ["waiting.v1"] = ClusterJson.Default.NodeWaiting,
        ["leaving.v1"] = ClusterJson.Default.NodeLeaving,
        ["held.v1"] = ClusterJson.Default.NodeHeld,
        ["taken-out.v1"] = ClusterJson.Default.NodeRemoved,
        ["cluster-ask.v1"] = ClusterJson.Default.ClusterAsk,
        ["cluster-move.v1"] = ClusterJson.Default.ClusterMove,
        ["cluster-greeting-ask.v1"] = ClusterJson.Default.ClusterGreetingAsk,
        ["cluster-greeting.v1"] = ClusterJson.Default.ClusterGreeting,
        ["member-doubt.v1"] = ClusterJson.Default.MemberDoubt,
        ["member-doubt-answer.v1"] = ClusterJson.Default.MemberDoubtAnswer,
        ["template-ask.v1"] = ClusterJson.Default.TemplateAsk,
        ["template-answer.v1"] = ClusterJson.Default.TemplateAnswer,
        ["template-turn.v1"] = ClusterJson.Default.TemplateTurn,
        ["standing-ask.v1"] = ClusterJson.Default.StandingAsk,
        ["standing-answer.v1"] = ClusterJson.Default.StandingAnswer,
        ["agent-restart.v1"] = ClusterJson.Default.AgentRestart,
        ["roll-ask.v1"] = ClusterJson.Default.RollAsk,
        ["roll-answer.v1"] = ClusterJson.Default.RollAnswer,
    };

    private static readonly Dictionary<Type, string> ManifestOf = ByManifest.ToDictionary(entry => entry.Value.Type, entry => entry.Key);

    /// <inheritdoc />
    public override int Identifier => 41053;

    /// <summary>Every manifest that this version reads.</summary>
    public static IReadOnlyCollection<string> Manifests => ByManifest.Keys;

    /// <inheritdoc />
    public override string Manifest(object o)
    {
        ArgumentNullException.ThrowIfNull(o);
        return ManifestOf.TryGetValue(o.GetType(), out var manifest)
            ? manifest
            : throw new SerializationException($"{o.GetType()} has no manifest and may not cross nodes");
    }

    /// <inheritdoc />
    public override byte[] ToBinary(object obj) => JsonSerializer.SerializeToUtf8Bytes(obj, ByManifest[Manifest(obj)]);

    /// <inheritdoc />
    public override object FromBinary(byte[] bytes, string manifest)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        if (!ByManifest.TryGetValue(manifest, out var type))
        {
            throw new SerializationException(
                $"a message with the unknown manifest '{Printable(manifest)}' was dropped: a newer node sends what this one cannot read");
        }

        if (bytes.Length > Largest)
        {
            throw new SerializationException($"a message '{manifest}' of {bytes.Length} bytes was dropped: the limit is {Largest}");
        }

        try
        {
            return JsonSerializer.Deserialize(bytes, type) ?? throw new SerializationException(
                $"a message '{manifest}' was dropped: it is null");
        }
        catch (JsonException error)
        {
            throw new SerializationException($"a message '{manifest}' was dropped: {error.Message}", error);
        }
    }

    private static string Printable(string text) =>
        new([.. (text ?? "").Take(60).Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '?')]);
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, UseStringEnumConverter = true, RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true, Converters = [typeof(TolerantEnumConverter<RollVerdict>)])]
[JsonSerializable(typeof(NodeArrived))]
[JsonSerializable(typeof(NodeReadiness))]
[JsonSerializable(typeof(ReadinessHeard))]
[JsonSerializable(typeof(NodeWaiting))]
[JsonSerializable(typeof(NodeLeaving))]
[JsonSerializable(typeof(NodeHeld))]
[JsonSerializable(typeof(NodeRemoved))]
[JsonSerializable(typeof(ClusterAsk))]
[JsonSerializable(typeof(ClusterMove))]
[JsonSerializable(typeof(ClusterGreetingAsk))]
[JsonSerializable(typeof(ClusterGreeting))]
[JsonSerializable(typeof(MemberDoubt))]
[JsonSerializable(typeof(MemberDoubtAnswer))]
[JsonSerializable(typeof(TemplateAsk))]
[JsonSerializable(typeof(TemplateAnswer))]
[JsonSerializable(typeof(TemplateTurn))]
[JsonSerializable(typeof(StandingAsk))]
[JsonSerializable(typeof(StandingAnswer))]
[JsonSerializable(typeof(AgentRestart))]
[JsonSerializable(typeof(RollAsk))]
[JsonSerializable(typeof(RollAnswer))]
internal sealed partial class ClusterJson : JsonSerializerContext;
