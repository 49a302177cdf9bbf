using System.Text.Json.Nodes;

namespace Actors.HaAgent.Api;

/// <summary>Examples for the description of the API, from a file beside this one; a test holds them to the records. Pure.</summary>
internal sealed class ApiExamples
{
    private readonly JsonObject _all;

    public ApiExamples()
    {
        using var stream = typeof(ApiExamples).Assembly.GetManifestResourceStream("api-examples.json")!;
        _all = JsonNode.Parse(stream)!.AsObject();
    }

    /// <summary>What an operation is asked with; null for nothing.</summary>
    /// <param name="id">The operation's id.</param>
    public JsonNode? Request(string id) => _all[id]?["request"]?.DeepClone();

    /// <summary>What it answers; null for nothing.</summary>
    /// <param name="id">The operation's id.</param>
    public JsonNode? Response(string id) => _all[id]?["response"]?.DeepClone();

    /// <summary>What it answers where it is not carried out.</summary>
    /// <param name="id">The operation's id.</param>
    /// <param name="path">Its path.</param>
    /// <param name="status">The status of the answer.</param>
    public JsonNode? Problem(string id, string path, string status) =>
        status == "400" ? BadField(id) : _all["problems"]![NameOf(id, path, status)]?.DeepClone();

    private static string NameOf(string id, string path, string status) => (status, id) switch
    {
        ("401", _) => "token",
        ("404", _) when path.StartsWith("/api/nodes", StringComparison.Ordinal) => "unknown-node",
        ("404", _) when path.StartsWith("/api/services", StringComparison.Ordinal) => "unknown-service",
        ("404", _) => "unknown-revision",
        ("409", "unpin") => "nothing-pinned",
        ("409", "leave") => "restarting",
        ("409", "render") => "cannot-try",
        ("409", "freeze" or "thaw") => "override-refused",
        ("409", "getConfiguration" or "getDiff" or "rollback") => "not-kept",
        ("409", _) => "needs-force",
        _ => "not-in-cluster",
    };

    // Each names what the operation has.
    private static JsonObject BadField(string id)
    {
        var problem = (id switch
        {
            "getTraffic" or "getHistory" => Problems.BadTime("since", "yesterday"),
            "getConfiguration" or "rollback" => Problems.BadRevision("revision", "12a"),
            "getDiff" => Problems.BadRevision("from", "12a"),
            "weighNode" => Problems.BadField("weight", NodeOverrides.WeightForm),
            "setCanary" => Problems.BadField("canary", ServiceOverrides.Form),
            "render" => Problems.BadField("body", RenderBody.Form),
            "rollAgents" => Problems.BadField("round", RollEndpoint.Form),
            _ => Problems.BadField("reason", "must be one line of at most 200 characters"),
        }).ProblemDetails;
        return new()
        {
            ["type"] = problem.Type,
            ["title"] = problem.Title,
            ["status"] = problem.Status,
            ["detail"] = problem.Detail,
            ["errors"] = new JsonObject(
                problem.Errors.Select(error => KeyValuePair.Create(error.Key, (JsonNode?)new JsonArray(error.Value[0])))),
        };
    }
}
