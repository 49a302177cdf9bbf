using System.Text;
using System.Text.Json.Nodes;

namespace Actors.Documents;

/// <summary>The page of an agent's API, made of its OpenAPI document. Pure.</summary>
internal static class ApiPage
{
    private const string Head = """
        # The API

        Made by `./actors docs` of [openapi.json](openapi.json), which an agent serves as `/openapi/v1.json`; change the endpoints, not this page.
        Where the API listens, who may ask and how errors look: [operating](operating.md#the-api).

        """;

    private const string Null = "null";

    private static readonly string[] Methods = ["get", "post", "put", "delete"];

    /// <param name="document">The document.</param>
    public static string Of(JsonNode document)
    {
        var text = new StringBuilder(Head).Append("\n## Requests\n");
        foreach (var (path, item) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in item!.AsObject().Where(one => Methods.Contains(one.Key)))
            {
                Append(text, method.ToUpperInvariant(), path, operation!);
            }
        }

        text.Append("\n## What they carry\n");
        foreach (var (name, schema) in document["components"]?["schemas"]?.AsObject() ?? [])
        {
            AppendSchema(text, name, schema!);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string method, string path, JsonNode operation)
    {
        text.Append($"\n### `{method} {path}`\n\n").Append(Line(operation["summary"] ?? operation["description"])).Append('\n');
        List<string> lines =
        [
            .. (operation["parameters"]?.AsArray() ?? []).Select(one =>
                $"- {one!["in"]} `{one["name"]}`: {TypeOf(one["schema"])}{Described(one["description"])}"),
            .. Content(operation["requestBody"]).Select(one => $"- body: {one}"),
            .. operation["responses"]!.AsObject().Select(one =>
                $"- {one.Key}: {string.Join(", ", Content(one.Value).DefaultIfEmpty(Line(one.Value!["description"])))}"),
        ];
        text.Append('\n').AppendJoin('\n', lines).Append('\n');
    }

    private static IEnumerable<string> Content(JsonNode? body) =>
        (body?["content"]?.AsObject() ?? []).Select(one => $"{TypeOf(one.Value!["schema"])} (`{one.Key}`)");

    private static void AppendSchema(StringBuilder text, string name, JsonNode schema)
    {
        text.Append($"\n### {name}\n\n");
        if (schema["description"] is { } description)
        {
            text.Append(Line(description)).Append("\n\n");
        }

        if (schema["enum"] is JsonArray values)
        {
            text.Append("One of ").AppendJoin(", ", values.Select(value => $"`{value}`")).Append(".\n");
        }
        else if (schema["properties"] is JsonObject properties)
        {
            var required = (schema["required"]?.AsArray() ?? []).Select(one => one!.GetValue<string>()).ToHashSet();
            text.Append("| field | type | meaning |\n|---|---|---|\n");
            foreach (var (field, type) in properties)
            {
                var missing = required.Contains(field) ? "" : ", may be missing";
                text.Append($"| `{field}` | {TypeOf(type)}{missing} | {Line(type!["description"])} |\n");
            }
        }
        else
        {
            text.Append(TypeOf(schema)).Append(".\n");
        }
    }

    private static string TypeOf(JsonNode? schema)
    {
        if (schema?["$ref"]?.GetValue<string>() is { } reference)
        {
            var name = reference[(reference.LastIndexOf('/') + 1)..];
            return $"[{name}](#{name.ToLowerInvariant()})";
        }

        if ((schema?["oneOf"] ?? schema?["anyOf"]) is JsonArray choices)
        {
            return string.Join(" or ", choices.Select(TypeOf).Distinct().OrderBy(type => type == Null));
        }

        if (schema?["type"] is JsonValue only && only.GetValue<string>() == Null)
        {
            return Null;
        }

        List<string> types = schema?["type"] switch
        {
            JsonArray several => [.. several.Select(one => one!.GetValue<string>())],
            JsonValue one => [one.GetValue<string>()],
            _ => ["any"],
        };
        // A number may come as text to readers that want it so; it is written as a number.
        if (types.Exists(type => type is "integer" or "number"))
        {
            types.Remove("string");
        }

        var what = types.Exists(type => type == "array") ? $"list of {TypeOf(schema!["items"])}"
            : schema?["additionalProperties"] is JsonObject values ? $"object of {TypeOf(values)}"
            : types[^1] == "null" ? types[0] : types.First(type => type != "null");
        var format = schema?["format"]?.GetValue<string>() is "date-time" ? " (time)" : "";
        return what + format + (types.Contains("null") ? " or null" : "");
    }

    private static string Described(JsonNode? node) => node is null ? "" : ". " + Line(node);

    // In a cell of a table, a line has neither breaks nor bars.
    private static string Line(JsonNode? node) =>
        (node?.GetValue<string>() ?? "").ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal).Trim();
}
