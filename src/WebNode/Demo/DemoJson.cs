using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.WebNode.Demo;

/// <summary>What <c>GET /</c> answers.</summary>
/// <param name="Greeting">Always <c>world!</c>, as <c>hello</c>.</param>
/// <param name="Ip">The node's address.</param>
/// <param name="Host">The node's name.</param>
/// <param name="Tag">The node's tag.</param>
/// <param name="SessionViews">How many times this session has been here, this time included.</param>
/// <param name="Id">The session's id.</param>
public sealed record Hello(
    [property: JsonPropertyName("hello")] string Greeting, string Ip, string Host, string Tag, int SessionViews, string Id);

/// <summary>What <c>POST /delay</c> answers.</summary>
public sealed record DelaySet(int Delay);

/// <summary>What a request that cannot be carried out is answered with.</summary>
public sealed record BadRequestBody(string Error);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Hello))]
[JsonSerializable(typeof(DelaySet))]
[JsonSerializable(typeof(BadRequestBody))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class DemoJson : JsonSerializerContext;
