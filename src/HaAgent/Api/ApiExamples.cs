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
    public JsonNode? Problem(string id, string path, string status) => _all["problems"]![(status, id) switch
    {
        ("400", _) => "bad-field",
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
    }]?.DeepClone();
}
