using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Actors.Contracts.Api;

namespace Actors.Documents.Tests;

/// <summary>The description of the API is complete, for generators of clients too, and its examples are what the agent writes.</summary>
public sealed class ApiDescriptionSpecs
{
    // What no record has is a mistake of the example.
    private static readonly JsonSerializerOptions Strict =
        new(ContractJson.Reader.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    private static readonly JsonNode Document = JsonNode.Parse(File.ReadAllText(Repository.PathOf(Pages.OpenApi)))!;

    private static IEnumerable<(string Name, JsonNode Operation)> Operations => Document["paths"]!.AsObject().SelectMany(
        path => path.Value!.AsObject().Select(one => ($"{one.Key} {path.Key}", one.Value!)));

    [Fact]
    public void Each_operation_has_an_id_of_its_own_a_tag_a_summary_and_says_who_may_ask()
    {
        var ids = Operations.Select(one => one.Operation["operationId"]?.GetValue<string>() ?? one.Name).ToList();

        Assert.All(ids, id => Assert.Matches("^[a-z][A-Za-z]+$", id));
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        var tags = Document["tags"]!.AsArray().Select(tag => tag!["name"]!.GetValue<string>()).ToList();
        Assert.All(Operations, one =>
        {
            Assert.Contains(Assert.Single(one.Operation["tags"]!.AsArray())!.GetValue<string>(), tags);
            Assert.NotEqual("", one.Operation["summary"]?.GetValue<string>() ?? "");
            var needs = one.Operation["security"]!.AsArray();
            Assert.True(needs.Any(need => need!.AsObject().ContainsKey("token")), one.Name);
            Assert.True(needs.Any(need => need!.AsObject().Count == 0) == one.Name.StartsWith("get ", StringComparison.Ordinal), one.Name);
            Assert.True(one.Operation["responses"]!.AsObject().ContainsKey("401"), one.Name);
        });
        Assert.Equal("bearer", Document["components"]!["securitySchemes"]!["token"]!["scheme"]!.GetValue<string>());
        Assert.NotEmpty(Document["servers"]!.AsArray());
    }

    [Fact]
    public void Each_parameter_has_a_type_a_meaning_and_an_example()
    {
        var parameters = Operations.SelectMany(one => one.Operation["parameters"]?.AsArray() ?? []).ToList();

        Assert.NotEmpty(parameters);
        Assert.All(parameters, parameter =>
        {
            var name = parameter!["name"]!.GetValue<string>();
            var type = parameter["schema"]!["type"]!.GetValue<string>();
            Assert.Equal(name switch { "revision" or "from" or "to" or "limit" => "integer", "force" => "boolean", _ => "string" }, type);
            Assert.NotEqual("", parameter["description"]?.GetValue<string>() ?? "");
            Assert.NotNull(parameter["example"]);
        });
        Assert.All(Document["paths"]!.AsObject(), path => Assert.DoesNotMatch(@"\}[^/]", path.Key));
    }

    [Fact]
    public void Each_body_has_an_example_that_is_what_an_agent_reads_and_writes()
    {
        var bodies = Operations.SelectMany(one => Bodies(one.Operation["requestBody"])
            .Concat(one.Operation["responses"]!.AsObject().SelectMany(answer => Bodies(answer.Value)))
            .Select(body => (one.Name, Type: body.Key, Content: body.Value!))).ToList();

        Assert.True(bodies.Count > 50);
        Assert.All(bodies, body =>
        {
            var example = body.Content["example"];
            Assert.True(example is not null, $"{body.Name} {body.Type} has none");
            var schema = body.Content["schema"]!;
            if (body.Type.EndsWith("json", StringComparison.Ordinal))
            {
                foreach (var one in schema["items"] is null ? Enumerable.Repeat<JsonNode?>(example, 1) : example.AsArray())
                {
                    AssertIs((schema["items"] ?? schema)["$ref"]!.GetValue<string>().Split('/')[^1], one!, body.Name);
                }
            }
        });
    }

    [Fact]
    public void Each_problem_has_a_type_of_its_own()
    {
        var types = Operations.SelectMany(one => one.Operation["responses"]!.AsObject())
            .Where(answer => answer.Key[0] == '4').SelectMany(answer => Bodies(answer.Value))
            .Select(body => body.Value!["example"]!["type"]!.GetValue<string>()).Distinct().ToList();

        Assert.All(types, type => Assert.Contains(type, ProblemTypes.All));
        Assert.True(types.Count >= 10, string.Join(' ', types));
        Assert.All(ProblemTypes.All, type =>
            Assert.Contains(type, Document["info"]!["description"]!.GetValue<string>(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_number_is_a_number_a_list_of_words_has_no_null_and_no_text_speaks_of_our_types()
    {
        var all = Inner(Document).OfType<JsonObject>().ToList();

        Assert.All(
            all.Select(one => one["type"]).OfType<JsonArray>().Select(types => types.Select(type => type!.GetValue<string>()).ToList()),
            types => Assert.False(types.Contains("string") && types.Exists(type => type is "integer" or "number")));
        Assert.All(all.Select(one => one["enum"]).OfType<JsonArray>(), words => Assert.DoesNotContain(null, words));
        Assert.All(all.Select(one => one["description"]).OfType<JsonValue>().Select(text => text.GetValue<string>()), text =>
        {
            Assert.DoesNotContain('\n', text);
            Assert.DoesNotMatch(@"\b(int|long|string|TimeSpan)\?? [A-Z]\w+\.[A-Z]|\b[A-Z]\w+(View|Report|State)\.[A-Z]", text);
        });
    }

    private static void AssertIs(string schema, JsonNode example, string where)
    {
        var type = schema.EndsWith("ProblemDetails", StringComparison.Ordinal)
            ? typeof(ProblemDocument)
            : typeof(AgentStatus).Assembly.GetType($"{typeof(AgentStatus).Namespace}.{schema}")!;
        var written = JsonSerializer.SerializeToNode(example.Deserialize(type, Strict), type, ContractJson.Readable.Options);
        Assert.True(JsonNode.DeepEquals(example, written), $"{where}: {schema} is written as {written}");
    }

    private static JsonObject Bodies(JsonNode? of) => of?["content"]?.AsObject() ?? [];

    private static IEnumerable<JsonNode> Inner(JsonNode node) => (node switch
    {
        JsonObject one => one.Where(property => property.Key != "example").Select(property => property.Value),
        JsonArray list => list,
        _ => [],
    }).OfType<JsonNode>().SelectMany(Inner).Prepend(node);
}
