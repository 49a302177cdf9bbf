using System.Text.Json;
using System.Text.Json.Nodes;

namespace Actors.Dashboard;

/// <summary>What an agent tells, in the shapes of its API.</summary>
internal static class Scene
{
    /// <summary>The moment at which every scene plays.</summary>
    public static readonly DateTimeOffset Now = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static JsonArray ThreeNodes() => [Node(1), Node(2), Node(3)];

    public static JsonObject Node(int number, string state = "Ready", string haproxy = "UP") => Json(new
    {
        name = $"web-{number}",
        service = "shop",
        address = "127.0.0.1",
        port = 8100 + number,
        version = "2.4.1",
        weight = 100,
        state,
        why = state == "Ready" ? "it answers" : "drained by override",
        source = "membership",
        since = Now.AddMinutes(-7 * number),
        effective = haproxy == "DOWN" ? "Down" : state switch { "Ready" => "Serving", "Drain" => "Draining", var other => other },
        effectiveWhy = haproxy == "DOWN" ? "HAProxy's check fails: L4CON" : state == "Ready" ? "" : "drained by override",
        gossip = new { status = "Up", reachable = true, address = AddressOf($"web-{number}") },
        order = (object?)null,
        haproxy = new
        {
            status = haproxy,
            sessions = 4 + number,
            sessionsTotal = 12_000 * number,
            rate = 38 + (3 * number),
            requests = 40_000 * number,
            errors = 0,
            retries = 0,
            checkStatus = "L7OK",
            lastChangeSeconds = 420 * number,
            queue = 0,
        },
    });

    /// <summary>The service of these nodes.</summary>
    public static JsonObject Service(string name, IReadOnlyList<JsonNode> nodes)
    {
        var serving = nodes.Count(node => (string?)node["effective"] == "Serving");
        var isWhole = nodes.All(node => (string?)node["effective"] is "Serving" or "Draining" or "Maintenance");
        return Json(new
        {
            name,
            protocol = "Http",
            listenPort = (int?)null,
            routes = new[] { $"/{name}" },
            nodes = nodes.Count,
            ready = serving,
            canary = (object?)null,
            health = serving == 0 ? "Down" : isWhole ? "Healthy" : "Degraded",
            healthWhy = serving > 0 && isWhole ? "" : $"{serving} of {nodes.Count} nodes serving",
            serving,
            states = new { Serving = serving },
            requests = nodes.Sum(node => Number(node["haproxy"]?["requests"])),
            errors = nodes.Sum(node => Number(node["haproxy"]?["errors"])),
        });
    }

    public static JsonObject Status() => Json(new
    {
        name = "ha-1",
        phase = "Idle",
        version = "0.2.0",
        health = new { state = "Healthy", text = "1 service healthy, 3 of 3 nodes serving" },
        revisionDesired = 12,
        revisionApplied = 12,
        haproxy = new { running = true, pid = 4711, version = "3.0.11", reloads = 3, restarts = 0, changes = 9, drift = 0 },
        lastFailure = (object?)null,
        frozen = (object?)null,
        nodes = Array.Empty<object>(),
        rejected = Array.Empty<object>(),
        pinned = (object?)null,
        contentHash = "9f86d081884c7d65",
        convergence = new
        {
            summary = "in sync on 2 of 2 agents",
            agents = new[] { Agent("ha-1", 12, lags: false, null), Agent("ha-2", 12, lags: false, null) },
        },
    });

    public static object Agent(string name, int revision, bool lags, string? why) =>
        new { name, revision, contentHash = "9f86d081884c7d65", phase = "Idle", lags, why };

    public static JsonObject Failure(string stage, string output, string hint) =>
        Json(new { revision = 13, stage, output, hint, at = Now.AddSeconds(-40) });

    public static JsonObject Change(
        int revision, string trigger, string by = "runtime", double milliseconds = 38, string result = "applied",
        string? failure = null) => Json(new
        {
            revision,
            trigger,
            by,
            what = by == "runtime" ? "2 command(s)" : "a new service",
            commands = by == "runtime" ? ["add server shop/web-4 127.0.0.1:8104", "enable server shop/web-4"] : Array.Empty<string>(),
            milliseconds,
            at = Now.AddSeconds(-400 + (30 * revision)),
            result,
            failure,
            hasConfig = result == "applied",
        });

    /// <param name="unreachable">Names of members that the agent cannot reach.</param>
    public static JsonObject Cluster(params string[] unreachable) => Json(new
    {
        self = new { name = "ha-1", address = AddressOf("ha-1") },
        leader = AddressOf("seed-1"),
        members = new[] { "ha-1", "ha-2", "seed-1", "seed-2", "web-1", "web-2", "web-3", "web-4" }.Select(name => new
        {
            name,
            address = AddressOf(name),
            roles = new[] { name.Split('-')[0] },
            status = "Up",
            reachable = !unreachable.Contains(name),
        }),
    });

    /// <summary>Points of traffic of the service shop, each ten seconds up to a moment; each by how many seconds before it is.</summary>
    public static JsonObject Traffic(DateTimeOffset until, int points, Func<int, double> requests)
    {
        List<int> before = [.. Enumerable.Range(0, points).Select(index => 10 * (points - 1 - index))];
        var shop = new
        {
            requests = before.Select(seconds => Math.Round(requests(seconds), 2)),
            errors = before.Select(seconds => seconds is > 900 and < 1100 ? 0.4 : 0),
            averageResponseMilliseconds = before.Select(seconds => Math.Round(38 + (9 * Math.Sin(seconds / 200.0)), 1)),
        };
        return Json(new
        {
            at = until,
            everySeconds = 10,
            times = before.Select(seconds => until.AddSeconds(-seconds)),
            whole = shop,
            services = points == 0 ? new Dictionary<string, object>() : new Dictionary<string, object> { ["shop"] = shop },
        });
    }

    private static double Number(JsonNode? value) => value is null ? 0 : JsonSerializer.Deserialize<double>(value);

    public static JsonObject Json(object value) => JsonSerializer.SerializeToNode(value, Web)!.AsObject();

    private static string AddressOf(string name) => $"akka.tcp://actors@{name}:4053";
}
