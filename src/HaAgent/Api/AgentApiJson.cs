using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.HaAgent.Overrides;
using Actors.HaAgent.Reconciling;
using Actors.HaAgent.Reporting;
using Microsoft.AspNetCore.Mvc;

namespace Actors.HaAgent.Api;

/// <summary>The API's values that are no part of the contract yet, as JSON, by code made at compile time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(AgentStatus))]
[JsonSerializable(typeof(IReadOnlyList<NodeView>))]
[JsonSerializable(typeof(IReadOnlyList<Change>))]
[JsonSerializable(typeof(NodeOverride))]
[JsonSerializable(typeof(PinReport))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(HttpValidationProblemDetails))]
[JsonSerializable(typeof(string))]
internal sealed partial class AgentApiJson : JsonSerializerContext
{
    /// <summary>For people too: HAProxy's quotes stay quotes. Nothing of it is put into a page as it is.</summary>
    public static AgentApiJson Readable =>
        field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
