using System.Globalization;
using System.Text.Json.Nodes;
using Actors.HaAgent.Settings;
using Microsoft.OpenApi;

namespace Actors.HaAgent.Api;

/// <summary>
/// What parameters are. Endpoints take them as text, so that what is wrong with one is reported by its name; here each has its
/// type. Pure.
/// </summary>
internal static class ApiParameters
{
    /// <summary>Says what a parameter is.</summary>
    public static void Describe(OpenApiParameter parameter, string path)
    {
        var isNode = path.StartsWith("/api/nodes", StringComparison.Ordinal);
        (parameter.Schema, parameter.Description, parameter.Example) = parameter.Name switch
        {
            "name" => (Text(), isNode ? "The node's name." : "The service's name.", JsonValue.Create(isNode ? "web-1" : "shop")),
            "revision" => (Number(), "A revision of the history.", JsonValue.Create(42)),
            "from" => (Number(), "The earlier revision.", JsonValue.Create(41)),
            "to" => (Number(), "The later revision.", JsonValue.Create(42)),
            "limit" => (Number(HistoryOptions.MostOfMostRows, 100), "How many changes at most, the newest first.", JsonValue.Create(20)),
            "since" => (
                new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" }, "Only what is since this time.",
                JsonValue.Create("2026-03-14T09:26:40Z")),
            "nodes" => (
                new OpenApiSchema { Type = JsonSchemaType.String, Enum = [JsonValue.Create("changed")] },
                "changed: only what has changed of the nodes.", JsonValue.Create("changed")),
            "force" => (
                new OpenApiSchema { Type = JsonSchemaType.Boolean, Default = JsonValue.Create(false) },
                "Whether clients may be left without a node.", JsonValue.Create(true)),
            "reason" => (
                new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = NodeOverride.LongestReason },
                "Why, in one line; the history keeps it.", (JsonNode?)JsonValue.Create("its disk is replaced")),
            _ => (parameter.Schema, parameter.Description, parameter.Example),
        };
        // Without them the answer is 400.
        parameter.Required |= parameter.Name is "from" or "to";
    }

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    private static OpenApiSchema Number(int? most = null, int? usual = null) => new()
    {
        Type = JsonSchemaType.Integer,
        Format = most is null ? "int64" : "int32",
        Minimum = most is null ? "0" : "1",
        Maximum = most?.ToString(CultureInfo.InvariantCulture),
        Default = usual is null ? null : JsonValue.Create(usual.Value),
    };
}
