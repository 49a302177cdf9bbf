using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Actors.Contracts.Api;

/// <summary>
/// The contract as JSON, by code made at compile time; the same for the node that writes it and the client that reads it. It grows by
/// one rule: what the first release says is required, what came later has a default, and what a reader does not know is skipped. A
/// property of what came later also takes null for its default: that is what generated code sets where it is missing.
/// </summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, UseStringEnumConverter = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(AgentStatus))]
[JsonSerializable(typeof(IReadOnlyList<NodeView>))]
[JsonSerializable(typeof(NodeView))]
[JsonSerializable(typeof(NodeChanges))]
[JsonSerializable(typeof(IReadOnlyList<ServiceView>))]
[JsonSerializable(typeof(ServiceView))]
[JsonSerializable(typeof(TrafficView))]
[JsonSerializable(typeof(IReadOnlyList<ChangeView>))]
[JsonSerializable(typeof(NodeOverride))]
[JsonSerializable(typeof(PinReport))]
[JsonSerializable(typeof(LeaveReport))]
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
[JsonSerializable(typeof(RollRequest))]
[JsonSerializable(typeof(RollReport))]
public sealed partial class ContractJson : JsonSerializerContext
{
    /// <summary>For people too: quotes stay quotes. Nothing of it is put into a page.</summary>
    public static ContractJson Readable =>
        field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>
    /// For clients: a word that this release does not know is a value without a name; a null that may not be one is an error.
    /// </summary>
    public static ContractJson Reader => field ??= new(new JsonSerializerOptions(Default.Options)
    {
        RespectNullableAnnotations = true,
        Converters =
        {
            new TolerantEnumConverter<AdminState>(),
            new TolerantEnumConverter<AgentPhase>(),
            new TolerantEnumConverter<ApplyStage>(),
            new TolerantEnumConverter<CertificateState>(),
            new TolerantEnumConverter<EffectiveState>(),
            new TolerantEnumConverter<LeaveStage>(),
            new TolerantEnumConverter<RollVerdict>(),
            new TolerantEnumConverter<ServiceHealth>(),
            new TolerantEnumConverter<ServiceProtocol>(),
            new TolerantEnumConverter<TemplateStage>(),
        },
    });

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
