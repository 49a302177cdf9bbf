using System.Text.Json;

namespace Actors.EndToEnd;

/// <summary>What the API says of nodes and services is what their clients get (docs/adr/0052).</summary>
[Collection(MembersSystem.Name)]
public sealed class EffectiveStateSpecs(MembersSystem shared)
{
    private const string Agent = "ha-1";

    [Fact]
    public async Task A_killed_node_is_not_said_to_serve_once_HAProxy_has_marked_it_down()
    {
        var system = await shared.BeginAsync(webs: 3);
        await using var truth = new Throughout(async () =>
            (await system.ServersAsync()).GetValueOrDefault("web-2") is { IsUp: false } server
            && await EffectiveOfAsync(system, "web-2") == "Serving"
                ? $"HAProxy has it {server.Status}, and it is said to serve"
                : null);

        await system.Running["web-2"].KillAsync();

        await Eventually.BecomesAsync("it is said not to serve, and its service to be degraded", system.Tail, async () =>
        {
            var (node, service) = (await EffectiveOfAsync(system, "web-2"), (await JsonAsync(system, "/api/services/web")).GetRawText());
            return (node is "Down" or "Unreachable" && service.Contains("\"Degraded\"", StringComparison.Ordinal), $"{node}: {service}");
        }, every: TimeSpan.FromMilliseconds(20));
        await system.UntilListedAsync(1, 3);
        await Eventually.BecomesAsync(
            "its service is healthy without it", system.Tail, async () => await HealthAsync(system, "/api/services/web", "Healthy"));
        await truth.AssertHeldAsync();
    }

    /// <summary>The cluster takes longer than HAProxy's checks to notice: all that time the checks alone speak against it.</summary>
    [Fact]
    public async Task A_node_that_hangs_is_down_as_soon_as_HAProxy_says_so_whatever_gossip_says()
    {
        var system = await shared.BeginAsync(webs: 3);
        var node = system.Running["web-2"];
        await using var truth = new Throughout(async () =>
            (await system.ServersAsync()).GetValueOrDefault("web-2") is { IsUp: false } server
            && await EffectiveOfAsync(system, "web-2") == "Serving"
                ? $"HAProxy has it {server.Status}, and it is said to serve"
                : null);

        await Signals.SendAsync("STOP", node.Id);
        try
        {
            await Eventually.BecomesAsync(
                "it is said not to serve", system.Tail,
                async () => await EffectiveOfAsync(system, "web-2") is var seen ? (seen is "Down" or "Unreachable", seen) : default,
                every: TimeSpan.FromMilliseconds(20));
            await system.UntilServersAsync(
                system.Ha1, "HAProxy has it down", servers => servers.GetValueOrDefault("web-2") is not { IsUp: true });
            await truth.AssertHeldAsync();
        }
        finally
        {
            await Signals.SendAsync("CONT", node.Id);
        }
    }

    [Fact]
    public async Task With_all_nodes_drained_by_force_service_and_headline_are_down_and_the_API_answers()
    {
        var system = await shared.BeginAsync(webs: 2);
        await Eventually.BecomesAsync(
            "it is healthy", system.Tail, async () => await HealthAsync(system, "/api/services/web", "Healthy"));
        Assert.Equal("1 service healthy, 2 of 2 nodes serving", await HeadlineAsync(system));
        Assert.Equal(202, await system.PostAsync(Agent, "/api/nodes/web-2/drain"));

        foreach (var (path, body) in new[]
        {
            ("drain", ""), ("maintenance", ""), ("weight", """{ "weight": 0 }"""),
        })
        {
            var refused = await system.AskAsync(HttpMethod.Post, Agent, $"/api/nodes/web-1/{path}", system.TokenOf(Agent), body);
            Assert.Equal((409, "application/problem+json"), (refused.Status, refused.MediaType));
            Assert.Equal("No node would serve", refused.Json.GetProperty("title").GetString());
            Assert.Contains("the only one of 2 nodes of web that serves (web-2: draining)", refused.Body, StringComparison.Ordinal);
        }

        Assert.Equal(202, await system.PostAsync(Agent, "/api/nodes/web-1/drain?force=true"));
        await Eventually.BecomesAsync("it is down", system.Tail, async () => await HealthAsync(system, "/api/services/web", "Down"));

        Assert.Equal("web is down: 0 of 2 nodes serving", await HeadlineAsync(system));
        await Eventually.BecomesAsync(
            "clients get 503", system.Tail,
            async () => await system.GetAsync() is var answer ? (answer.Status == 503, $"{answer}") : default);
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
        {
            var page = await system.AskAsync(method, Agent, "/");
            Assert.Equal((200, "text/html", method == HttpMethod.Get), (page.Status, page.MediaType, page.Body.Length > 0));
        }

        Assert.Contains("actors_service_health{", await MetricAsync(system, "\"web\",state=\"down\"} 1"), StringComparison.Ordinal);
        Assert.Contains("actors_nodes{", await MetricAsync(system, "service=\"web\",state=\"serving\"} 0"), StringComparison.Ordinal);
        Assert.Contains("actors_overrides{", await MetricAsync(system, "kind=\"drain\"} 2"), StringComparison.Ordinal);
        foreach (var web in new[] { "web-1", "web-2" })
        {
            Assert.Equal(202, await system.PostAsync(Agent, $"/api/nodes/{web}/ready"));
        }

        await Eventually.BecomesAsync(
            "it is healthy again", system.Tail, async () => await HealthAsync(system, "/api/services/web", "Healthy"));
    }

    [Fact]
    public async Task An_override_of_a_node_that_is_gone_can_be_taken_back_before_its_next_life()
    {
        var system = await shared.BeginAsync(webs: 2);
        Assert.Equal(202, await system.PostAsync(Agent, "/api/nodes/web-2/drain"));
        Assert.Equal(0, await system.Running["web-2"].StopAsync());
        await system.UntilListedAsync(1);

        Assert.Equal(404, await system.PostAsync(Agent, "/api/nodes/web-2/drain"));
        Assert.Equal(202, await system.PostAsync(Agent, "/api/nodes/web-2/ready"));
        await Eventually.BecomesAsync(
            "it has none any more", system.Tail, async () => (await system.PostAsync(Agent, "/api/nodes/web-2/ready") == 404, ""));

        system.StartAgain("web-2");
        await system.UntilServedByAsync(1, 2);
    }

    [Fact]
    public async Task A_canary_to_a_version_that_no_node_has_is_refused_unless_it_is_forced()
    {
        var system = await shared.BeginAsync(webs: 2);
        var token = system.TokenOf(Agent);

        var refused = await AskAsync("""{ "version": "9", "share": 10 }""");
        var forced = await AskAsync("""{ "version": "9", "share": 10, "force": true }""");

        Assert.Equal((409, "No node has this version"), (refused.Status, refused.Json.GetProperty("title").GetString()));
        Assert.Contains("None of 2 nodes of web has version '9'", refused.Body, StringComparison.Ordinal);
        Assert.Equal(202, forced.Status);
        Assert.Equal(202, (await system.AskAsync(HttpMethod.Delete, Agent, "/api/services/web/canary", token)).Status);

        Task<Answer> AskAsync(string body) => system.AskAsync(HttpMethod.Post, Agent, "/api/services/web/canary", token, body);
    }

    private static async Task<string> EffectiveOfAsync(LocalSystem system, string node) =>
        await system.AskAsync(HttpMethod.Get, Agent, $"/api/nodes/{node}") is { Status: 200 } answer
            ? answer.Json.GetProperty("effective").GetString() ?? ""
            : "";

    private static async Task<(bool IsSo, string Seen)> HealthAsync(LocalSystem system, string path, string health) =>
        await JsonAsync(system, path) is var service
            ? (service.GetProperty("health").GetString() == health, service.GetRawText())
            : default;

    private static async Task<string> HeadlineAsync(LocalSystem system) =>
        (await system.StatusAsync()).GetProperty("health").GetProperty("text").GetString() ?? "";

    private static async Task<string> MetricAsync(LocalSystem system, string end) =>
        (await system.AskAsync(HttpMethod.Get, Agent, "/metrics")).Body.Split('\n')
            .FirstOrDefault(line => line.Contains(end, StringComparison.Ordinal)) ?? "";

    private static async Task<JsonElement> JsonAsync(LocalSystem system, string path) =>
        await system.AskAsync(HttpMethod.Get, Agent, path) is { Status: 200 } answer
            ? answer.Json
            : throw new HttpRequestException($"{Agent} does not answer {path} well");
}
