using System.Text.Json;
using Actors.Contracts.Api;

namespace Actors.EndToEnd;

/// <summary>The agent's management API, on the real agent: each answer, and each error.</summary>
public sealed partial class ApiSpecs(ApiSpecs.Fixture fixture) : IClassFixture<ApiSpecs.Fixture>
{
    private const string Agent = "ha-1";
    private readonly LocalSystem _system = fixture.System;

    [Fact]
    public async Task Nodes_tell_what_the_cluster_and_HAProxy_say_of_each()
    {
        // A reload of another test has HAProxy count from 0 again.
        await _system.UntilServedByAsync(1, 2);
        var nodes = (await GetAsync("/api/nodes")).Json.EnumerateArray().ToList();

        Assert.Equal(["web-1", "web-2"], nodes.Select(node => node.GetProperty("name").GetString()).Take(2));
        var node = nodes[0];
        Assert.Equal(
            ("web", "Ready", "", "membership"), (Text(node, "service"), Text(node, "state"), Text(node, "why"), Text(node, "source")));
        Assert.True(node.GetProperty("since").GetDateTimeOffset() <= TimeProvider.System.GetUtcNow());
        Assert.Equal(
            ("Up", true), (Text(node.GetProperty("gossip"), "status"), node.GetProperty("gossip").GetProperty("reachable").GetBoolean()));
        var server = node.GetProperty("haproxy");
        // "UP 1/2" where one check was late.
        Assert.StartsWith("UP", Text(server, "status"), StringComparison.Ordinal);
        // The star says that a check is on its way (management.txt 9.1); after one that was late it is the last one's.
        if (Text(server, "status") == "UP")
        {
            Assert.StartsWith("L7OK", Text(server, "checkStatus").TrimStart('*', ' '), StringComparison.Ordinal);
        }

        Assert.True(server.GetProperty("requests").GetInt64() > 0);
        Assert.Equal(("Serving", ""), (Text(node, "effective"), Text(node, "effectiveWhy")));
        Assert.Equal("web-1", Text((await GetAsync("/api/nodes/web-1")).Json, "name"));
    }

    [Fact]
    public async Task Services_tell_what_their_clients_get()
    {
        await _system.UntilServedByAsync(1, 2);
        var service = Assert.Single((await GetAsync("/api/services")).Json.EnumerateArray());

        Assert.Equal(("web", "Healthy", ""), (Text(service, "name"), Text(service, "health"), Text(service, "healthWhy")));
        Assert.Equal(
            service.GetProperty("serving").GetInt32(), service.GetProperty("states").GetProperty("Serving").GetInt32());
        Assert.True(service.GetProperty("requests").GetInt64() > 0);
        Assert.Equal("web", Text((await GetAsync("/api/services/web")).Json, "name"));
    }

    [Fact]
    public async Task History_tells_what_each_change_came_of_and_how_long_it_took()
    {
        var joined = (await GetAsync("/api/history")).Json.EnumerateArray()
            .First(change => Text(change, "trigger").Contains("web-2 joined", StringComparison.Ordinal));

        Assert.Equal("applied", Text(joined, "result"));
        Assert.True(joined.GetProperty("milliseconds").GetDouble() > 0);
        if (Text(joined, "by") == "runtime")
        {
            Assert.StartsWith("add server web/web-2 ", joined.GetProperty("commands")[0].GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_configuration_of_the_history_and_the_difference_between_two()
    {
        var revisions = (await GetAsync("/api/history?limit=1000")).Json.EnumerateArray()
            .Where(change => change.GetProperty("hasConfig").GetBoolean())
            .Select(change => (Revision: change.GetProperty("revision").GetInt64(), Trigger: Text(change, "trigger"))).ToList();
        var (first, joined) = (
            revisions[^1].Revision, revisions.First(change => change.Trigger.Contains("web-2 joined", StringComparison.Ordinal)).Revision);

        var config = await GetAsync($"/api/history/{joined}/config");
        var diff = await GetAsync($"/api/history/{first}..{joined}/diff");

        Assert.Equal("text/plain", config.MediaType);
        Assert.Contains("server web-2 ", config.Body, StringComparison.Ordinal);
        Assert.Contains(diff.Body.Split('\n'), line => line.StartsWith("+    server web-2 ", StringComparison.Ordinal));
        Assert.DoesNotContain(diff.Body.Split('\n').Skip(2), line => line.StartsWith('-'));
        Assert.Equal(diff.Body, (await GetAsync($"/api/diff?from={first}&to={joined}")).Body);
    }

    [Theory]
    [InlineData("/api/history?limit=0", 400, "limit")]
    [InlineData("/api/history?limit=many", 400, "limit")]
    [InlineData("/api/history/abc/config", 400, "revision")]
    [InlineData("/api/history/1..x/diff", 400, "to")]
    [InlineData("/api/diff?from=1", 400, "to")]
    [InlineData("/api/diff?from=x&to=1", 400, "from")]
    [InlineData("/api/diff?from=999999&to=1", 404, "999999")]
    [InlineData("/api/history/999999/config", 404, "999999")]
    [InlineData("/api/history/999999..1/diff", 404, "999999")]
    [InlineData("/api/nothing", 404, "")]
    public async Task What_cannot_be_answered_is_a_problem_that_names_the_field(string path, int status, string names)
    {
        var answer = await _system.AskAsync(HttpMethod.Get, Agent, path);

        Assert.Equal((status, "application/problem+json"), (answer.Status, answer.MediaType));
        Assert.Equal(status, answer.Json.GetProperty("status").GetInt32());
        Assert.Contains(names, answer.Body, StringComparison.Ordinal);
        Assert.StartsWith(names.Length == 0 ? "https:" : ProblemTypes.Prefix, Text(answer.Json, "type"), StringComparison.Ordinal);
        if (status == 400)
        {
            Assert.True(answer.Json.GetProperty("errors").TryGetProperty(names, out _), answer.Body);
        }
    }

    [Fact]
    public async Task Every_override_and_command_needs_the_token()
    {
        var document = (await GetAsync("/openapi/v1.json")).Json;
        var orders = document.GetProperty("paths").EnumerateObject().Where(path => path.Value.TryGetProperty("post", out _))
            .Select(path => path.Name).ToList();

        Assert.True(orders.Count >= 6, string.Join(' ', orders));
        foreach (var order in orders)
        {
            var path = order.Replace("{revision}", "1", StringComparison.Ordinal).Replace("{name}", "web-1", StringComparison.Ordinal);
            foreach (var token in new[] { null, "", "wrong" })
            {
                var answer = await _system.AskAsync(HttpMethod.Post, Agent, path, token, "");
                Assert.Equal((401, "application/problem+json"), (answer.Status, answer.MediaType));
            }
        }
    }

    [Fact]
    public async Task What_may_be_wrong_is_described_by_what_the_operation_has()
    {
        var document = (await GetAsync("/openapi/v1.json")).Json;
        Assert.Equal("/", Text(document.GetProperty("servers")[0], "url"));
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                var (responses, hasBody) = (
                    operation.Value.GetProperty("responses"), operation.Value.TryGetProperty("requestBody", out var asked));
                if (responses.TryGetProperty("400", out var bad))
                {
                    var example = bad.GetProperty("content").EnumerateObject().First().Value.GetProperty("example");
                    var field = example.GetProperty("errors").EnumerateObject().Single().Name;
                    Assert.True(
                        hasBody
                            ? field is "weight" or "canary" or "body" or "round"
                            : operation.Value.GetProperty("parameters").EnumerateArray().Any(one => Text(one, "name") == field),
                        $"{path.Name}: {field}");
                }

                Assert.Equal(hasBody, responses.TryGetProperty("415", out _));
                if (hasBody && !asked.GetProperty("content").TryGetProperty("text/plain", out _))
                {
                    var to = path.Name.Replace("{name}", "web-1", StringComparison.Ordinal);
                    Assert.Equal(415, (await _system.AskAsync(HttpMethod.Post, Agent, to, _system.TokenOf(Agent), "no JSON")).Status);
                }
            }
        }
    }

    [Fact]
    public async Task A_page_of_somebody_else_cannot_read_it_by_a_name_of_its_own()
    {
        var answer = await _system.GetAsHostAsync(Agent, "/api/status", "attacker.example:8090");

        Assert.Equal(400, answer.Status);
        Assert.Contains("attacker.example", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_document_lists_exactly_what_there_is()
    {
        var paths = (await GetAsync("/openapi/v1.json")).Json.GetProperty("paths").EnumerateObject()
            .ToDictionary(path => path.Name, path => path.Value);

        string[] reads = [
            "/api/status", "/api/nodes", "/api/nodes/{name}", "/api/services", "/api/services/{name}", "/api/history",
            "/api/history/{revision}/config", "/api/diff", "/api/events"];
        Assert.All(reads, path => Assert.True(paths.TryGetValue(path, out var item) && item.TryGetProperty("get", out _), path));
        foreach (var (path, item) in paths)
        {
            // Whatever it lists exists: with a token, and a parameter that is not there, nothing is a bare 404.
            var method = item.TryGetProperty("post", out _) ? HttpMethod.Post : HttpMethod.Get;
            if (path.Contains('{', StringComparison.Ordinal))
            {
                var answer = await _system.AskAsync(
                    method, Agent,
                    path.Replace("{revision}", "x", StringComparison.Ordinal).Replace("{name}", "nobody", StringComparison.Ordinal),
                    _system.TokenOf(Agent), "{}");
                Assert.True(
                    answer.Status is 400 or 415 || (answer.Status == 404 && answer.Body.Contains("nobody", StringComparison.Ordinal)),
                    $"{path}: {answer}");
            }
        }

        var status = paths["/api/status"].GetProperty("get").GetProperty("responses").GetProperty("200").GetProperty("content")
            .GetProperty("application/json").GetProperty("schema");
        var schema = Resolve((await GetAsync("/openapi/v1.json")).Json, status);
        var sent = (await GetAsync("/api/status")).Json.EnumerateObject().Select(property => property.Name).Order();
        Assert.Equal(schema.GetProperty("properties").EnumerateObject().Select(property => property.Name).Order(), sent);
    }

    [Fact]
    public async Task A_client_that_is_generated_of_the_description_speaks_with_the_agent()
    {
        await _system.UntilServedByAsync(1, 2);
        using var http = _system.OperatorOf(Agent);

        var said = await GeneratedClient.RunAsync(
            (await GetAsync("/openapi/v1.json")).Body,
            """
            using System;
            using System.Linq;
            using System.Net.Http;
            using System.Threading.Tasks;
            using Generated;

            public static class Program
            {
                public static async Task<string> RunAsync(HttpClient http)
                {
                    var agent = new AgentClient(http) { BaseUrl = http.BaseAddress.ToString() };
                    AgentStatus status = await agent.GetStatusAsync();
                    long revision = status.RevisionApplied;
                    int nodes = status.Services.Single().Nodes;
                    NodeOverride drained = await agent.DrainNodeAsync("web-2", reason: "a client that is generated");
                    var seen = await UntilAsync(agent, EffectiveState.Draining);
                    ChangeView row = (await agent.GetHistoryAsync(limit: 20)).First(change => change.By == "command");
                    await agent.ReadyNodeAsync("web-2");
                    await UntilAsync(agent, EffectiveState.Serving);
                    string refused = null;
                    try
                    {
                        await agent.DrainNodeAsync("nobody");
                    }
                    catch (ApiException<ProblemDetails> problem)
                    {
                        refused = $"{problem.StatusCode} {problem.Result.Type}";
                    }

                    return string.Join('|', revision > 0, nodes, drained.State, seen.Order.Reason, row.Trigger, refused);
                }

                private static async Task<NodeView> UntilAsync(AgentClient agent, EffectiveState state)
                {
                    for (var left = 300; ; left--)
                    {
                        var node = await agent.GetNodeAsync("web-2");
                        if (node.Effective == state)
                        {
                            return node;
                        }

                        if (left == 0)
                        {
                            throw new TimeoutException($"web-2 is {node.Effective}: {node.EffectiveWhy}");
                        }

                        await Task.Delay(100);
                    }
                }
            }
            """,
            http);

        Assert.Equal(
            $"True|2|Drain|a client that is generated|web-2 drained|404 {ProblemTypes.UnknownNode}", said);
    }

    [Fact]
    public async Task A_reload_by_command_is_made_and_is_in_the_history()
    {
        var before = (await _system.StatusAsync()).GetProperty("haproxy").GetProperty("reloads").GetInt32();

        Assert.Equal(202, await _system.PostAsync(Agent, "/api/reload"));

        await _system.UntilStatusAsync(
            "one more reload", status => status.GetProperty("haproxy").GetProperty("reloads").GetInt32() > before);
        await UntilChangedAsync("reload commanded (api)");
    }

    [Fact]
    public async Task A_template_that_was_in_force_before_can_be_gone_back_to()
    {
        var template = await File.ReadAllTextAsync(_system.TemplatePath);
        var before = (await _system.HistoryAsync()).EnumerateArray().First(change => change.GetProperty("hasConfig").GetBoolean())
            .GetProperty("revision").GetInt64();
        await File.WriteAllTextAsync(
            _system.TemplatePath, template.Replace("global\n", "global\n    # another template\n", StringComparison.Ordinal));
        Assert.Equal(202, await _system.PostAsync(Agent, "/api/reload"));
        await Eventually.BecomesAsync(
            "the new template is in force", _system.Tail,
            async () => ((await File.ReadAllTextAsync(_system.ConfigPath)).Contains("# another template", StringComparison.Ordinal), ""));

        var pinned = await _system.AskAsync(HttpMethod.Post, Agent, $"/api/rollback/{before}", _system.TokenOf(Agent));

        Assert.Equal((202, before), (pinned.Status, pinned.Json.GetProperty("revision").GetInt64()));
        await _system.UntilStatusAsync(
            "the pin is shown",
            status =>
                status.GetProperty("pinned") is { ValueKind: JsonValueKind.Object } pin
                    && pin.GetProperty("revision").GetInt64() == before);
        await Eventually.BecomesAsync(
            "the old template is in force", _system.Tail,
            async () => (!(await File.ReadAllTextAsync(_system.ConfigPath)).Contains("# another template", StringComparison.Ordinal), ""));
        Assert.Equal(202, await _system.PostAsync(Agent, "/api/unpin"));
        await Eventually.BecomesAsync(
            "the new template is in force again", _system.Tail,
            async () => ((await File.ReadAllTextAsync(_system.ConfigPath)).Contains("# another template", StringComparison.Ordinal), ""));
        await _system.UntilStatusAsync(
            "it is kept",
            status =>
                status.GetProperty("template").GetProperty("candidate").ValueKind == JsonValueKind.Null
                    && status.GetProperty("phase").GetString() == "Idle");
        Assert.Equal(409, await _system.PostAsync(Agent, "/api/unpin"));
        Assert.Equal(404, await _system.PostAsync(Agent, "/api/rollback/999999"));
        Assert.Equal(400, await _system.PostAsync(Agent, "/api/rollback/yesterday"));
    }

    [Fact]
    public async Task A_dry_run_tells_the_text_the_verdict_and_the_plan_and_changes_nothing()
    {
        var template = await File.ReadAllTextAsync(_system.TemplatePath);
        await _system.UntilSettledAsync();
        var live = await File.ReadAllTextAsync(_system.ConfigPath);

        var same = await RenderAsync("");
        var other = await RenderAsync(template.Replace("global\n", "global\n    # tried only\n", StringComparison.Ordinal));
        var refused = await RenderAsync(template.Replace("global\n", "global\n    no-such-keyword\n", StringComparison.Ordinal));
        var broken = await RenderAsync("{{ for }}");

        Assert.Equal((JsonValueKind.Null, "nothing"), (same.GetProperty("verdict").ValueKind, Text(same.GetProperty("plan"), "by")));
        Assert.Equal((JsonValueKind.Null, "reload"), (other.GetProperty("verdict").ValueKind, Text(other.GetProperty("plan"), "by")));
        Assert.Contains("# tried only", Text(other, "text"), StringComparison.Ordinal);
        Assert.Contains("no-such-keyword", Text(refused, "verdict"), StringComparison.Ordinal);
        Assert.NotEqual("", Text(broken, "errors"));
        Assert.Equal(live, await File.ReadAllTextAsync(_system.ConfigPath));
    }

    [Fact]
    public async Task Snippets_can_be_tried_as_well()
    {
        var good = await RenderAsync("""{"snippets":{"frontend":"    http-request deny if { path /tried-only }\n"}}""");
        var refused = await RenderAsync("""{"template":null,"snippets":{"frontend":"backend mine\n"}}""");

        Assert.Equal((JsonValueKind.Null, "reload"), (good.GetProperty("verdict").ValueKind, Text(good.GetProperty("plan"), "by")));
        Assert.Contains("path /tried-only", Text(good, "text"), StringComparison.Ordinal);
        Assert.Contains("frontend.cfg:1: 'backend' opens a section", Text(refused, "errors"), StringComparison.Ordinal);
        foreach (var bad in new[] { "{", """{"snippets":{"frontend":null}}""", """{"snippets":7}""" })
        {
            Assert.Equal(400, (await _system.AskAsync(HttpMethod.Post, Agent, "/api/render", _system.TokenOf(Agent), bad)).Status);
        }
    }

    [Fact]
    public async Task An_override_for_a_node_is_in_force_at_HAProxy_until_it_is_taken_back()
    {
        Assert.Equal(202, await _system.PostAsync(Agent, "/api/nodes/web-2/drain"));
        await _system.UntilServersAsync(_system.Ha1, "web-2 is drained", servers => servers["web-2"].Status == "DRAIN");
        var node = (await GetAsync("/api/nodes")).Json[1];
        Assert.Equal(("web-2", "Drain", "Drain"), (Text(node, "name"), Text(node, "state"), Text(node.GetProperty("order"), "state")));

        Assert.Equal(202, await _system.PostAsync(Agent, "/api/nodes/web-2/maintenance"));
        await _system.UntilServersAsync(_system.Ha1, "web-2 is in maintenance", servers => servers["web-2"].Status == "MAINT");
        Assert.Equal(202, await _system.PostAsync(Agent, "/api/nodes/web-2/ready"));
        await _system.UntilServersAsync(_system.Ha1, "web-2 serves again", servers => servers["web-2"].Status == "UP");

        Assert.Equal(202, (await WeighAsync("""{ "weight": 7 }""")).Status);
        await Eventually.BecomesAsync(
            "the weight is 7", _system.Tail,
            async () =>
                (await GetAsync("/api/nodes")).Json[1].GetProperty("weight").GetInt32() is var weight && weight == 7
                    ? (true, "")
                    : (false, $"{weight}"));
        Assert.Equal(202, (await WeighAsync("""{ "weight": null }""")).Status);
        await UntilChangedAsync("web-2 has no override any more (api)");
        Assert.All(
            ["""{ "weight": 257 }""", """{ "weight": -1 }""", """{ "weight": "much" }""", "{}", "{"],
            body =>
                Assert.Equal(
                    (400, true),
                    WeighAsync(body).Result is var answer
                        ? (answer.Status, answer.Json.GetProperty("errors").TryGetProperty("weight", out _))
                        : default));
        Assert.Equal(404, await _system.PostAsync(Agent, "/api/nodes/web-9/drain"));
    }

    [Fact]
    public async Task Each_command_that_is_taken_has_a_row_by_the_time_it_is_answered_and_one_that_is_refused_has_none()
    {
        (string Path, string Body, int Status, string? Row)[] asked =
        [
            ("/api/nodes/web-1/drain?", "", 202, "web-1 drained"),
            ("/api/nodes/web-1/maintenance?force=true&", "", 202, "web-1 put into maintenance"),
            ("/api/nodes/web-1/ready?", "", 202, "web-1 put back in rotation"),
            ("/api/nodes/web-1/weight?", """{ "weight": 30 }""", 202, "web-1 given weight 30"),
            ("/api/nodes/web-1/weight?", """{ "weight": null }""", 202, "web-1 given its own weight"),
            ("/api/nodes/web-9/drain?", "", 404, null),
            ("/api/services/web/canary?force=true&", """{ "version": "9", "share": 10 }""", 202, "web: 10 % given to version 9"),
            ("/api/services/web/canary?", """{ "version": "99", "share": 10 }""", 409, null),
            ("/api/freeze?", "", 202, "servers frozen"),
            ("/api/thaw?", "", 202, "servers thawed"),
            ("/api/unpin?", "", 409, null),
            ("/api/reload?", "", 202, "reload commanded"),
        ];
        foreach (var (path, body, status, row) in asked)
        {
            var last = await LastAsync();
            var given = await _system.AskAsync(
                HttpMethod.Post, Agent, path + "reason=the%20disk%20is%20replaced", _system.TokenOf(Agent), body.Length == 0 ? null : body);
            Assert.True(status == given.Status, $"{path}: {given}");
            var rows = (await _system.HistoryAsync()).EnumerateArray()
                .Where(change => change.GetProperty("revision").GetInt64() > last && Text(change, "by") == "command").ToList();
            Assert.Equal(row is null ? [] : [row], rows.Select(change => Text(change, "trigger")));
            Assert.All(rows, change => Assert.Equal(
                ("api", "127.0.0.1", "the disk is replaced", "done"),
                (Text(change, "author"), Text(change, "from"), Text(change, "reason"), Text(change, "result"))));
        }

        var ended = await _system.AskAsync(HttpMethod.Delete, Agent, "/api/services/web/canary", _system.TokenOf(Agent));
        Assert.Equal(202, ended.Status);
        await UntilChangedAsync("web: canary ended");
        await UntilChangedAsync("web-1 drained by override (api)");
        Assert.Equal(400, await _system.PostAsync(Agent, $"/api/reload?reason={new string('x', 201)}"));

        async Task<long> LastAsync() => (await _system.HistoryAsync())[0].GetProperty("revision").GetInt64();
    }

    private Task<Answer> WeighAsync(string body) =>
        _system.AskAsync(HttpMethod.Post, Agent, "/api/nodes/web-2/weight", _system.TokenOf(Agent), body);

    [Fact]
    public async Task Whoever_listens_is_told_of_a_change_when_it_happens()
    {
        await using var stream = await _system.StreamAsync(Agent, "/api/events");
        using var reader = new StreamReader(stream);
        Assert.Equal(Agent, Text(await NextAsync(reader, "status"), "name"));
        Assert.True((await NextAsync(reader, "nodes")).GetArrayLength() >= 2);
        Assert.Equal("web", Text((await NextAsync(reader, "services"))[0], "name"));

        Assert.Equal(202, await _system.PostAsync(Agent, "/api/reload"));

        var command = await NextAsync(reader, "change");
        Assert.Equal(("reload commanded", "command", "api"), (Text(command, "trigger"), Text(command, "by"), Text(command, "author")));
        Assert.Equal("reload commanded (api)", Text(await NextAsync(reader, "change"), "trigger"));
    }

    [Fact]
    public async Task Metrics_are_what_Prometheus_reads_each_series_once()
    {
        var answer = await GetAsync("/metrics");

        Assert.Equal("text/plain", answer.MediaType);
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        var series = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in answer.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                var words = line.Split(' ');
                Assert.True(types.TryAdd(words[2], words[3]), $"{words[2]} has two types");
            }
            else if (line[0] != '#')
            {
                var match = Series().Match(line);
                Assert.True(match.Success, $"not a line of the text format: {line}");
                Assert.True(series.Add(match.Groups["series"].Value), $"it is there twice: {line}");
                Assert.True(
                    types.Keys.Any(name =>
                        match.Groups["name"].Value is var full && (full == name || full.StartsWith(name + "_", StringComparison.Ordinal))),
                    $"it has no type: {line}");
            }
        }

        // A label says what it is and not again whose; nothing is said of the library that counts.
        Assert.All(series, one =>
        {
            Assert.DoesNotContain("otel_scope", one, StringComparison.Ordinal);
            Assert.DoesNotMatch("[{,]actors_", one);
        });
        Assert.Contains(series, one => one.StartsWith("actors_changes_total{method=", StringComparison.Ordinal));
        Assert.Contains(
            series, one => one.StartsWith("actors_certificate_not_after_timestamp_seconds{file=", StringComparison.Ordinal));
        Assert.Contains(series, one => one.StartsWith("actors_change_duration_seconds_bucket{", StringComparison.Ordinal));
        Assert.Contains(series, one => one.StartsWith("actors_nodes{", StringComparison.Ordinal));
        Assert.Contains(series, one => one.StartsWith("actors_cluster_members{", StringComparison.Ordinal));
        Assert.Contains(series, one => one.StartsWith("actors_build_info{", StringComparison.Ordinal));
        Assert.Contains(series, one => one.StartsWith("actors_pin_age_seconds", StringComparison.Ordinal));
        Assert.Contains(series, one => one.StartsWith("actors_haproxy_running", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("grafana-dashboard.json")]
    [InlineData("alerts.yml")]
    public async Task Whatever_the_dashboard_and_the_alerts_go_by_is_there(string file)
    {
        using var users = _system.ClientOfUsers(TimeSpan.Zero, TimeSpan.FromSeconds(5));
        var metrics = (await GetAsync("/metrics")).Body
            + await users.GetStringAsync(new Uri($"http://127.0.0.1:{_system.Ha1.StatsPort}/metrics"));
        var there = metrics.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('{', ' ')[0])
            .ToHashSet(StringComparer.Ordinal);
        var named = MetricName().Matches(await File.ReadAllTextAsync(Repository.PathOf("docs", "monitoring", file)))
            .Select(match => match.Value).Distinct().ToList();

        Assert.True(named.Count > 5);
        Assert.All(named, name => Assert.True(there.Contains(name) || IsLabel(name), name));

        // A label's name looks like a metric's.
        bool IsLabel(string name) => metrics.Contains($"{name}=\"", StringComparison.Ordinal);
    }

    [System.Text.RegularExpressions.GeneratedRegex("\\b(actors|haproxy)_[a-z0-9_]+")]
    private static partial System.Text.RegularExpressions.Regex MetricName();

    [System.Text.RegularExpressions.GeneratedRegex(
        """^(?<series>(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{([a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\["\\n])*",?)*\})?) (-?[0-9.]+([eE][-+]?[0-9]+)?|NaN|[-+]Inf)( -?[0-9]+)?$""")]
    private static partial System.Text.RegularExpressions.Regex Series();

    private static async Task<JsonElement> NextAsync(StreamReader reader, string name)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await reader.ReadLineAsync(patience.Token) is { } line)
        {
            if (line == $"event: {name}" && await reader.ReadLineAsync(patience.Token) is { } data)
            {
                return JsonDocument.Parse(data["data: ".Length..]).RootElement;
            }
        }

        throw new InvalidOperationException($"the stream ended before a '{name}'");
    }

    private async Task<JsonElement> RenderAsync(string template)
    {
        var answer = await _system.AskAsync(HttpMethod.Post, Agent, "/api/render", _system.TokenOf(Agent), template);
        Assert.True(answer.Status == 200, answer.ToString());
        return answer.Json;
    }

    private async Task<Answer> GetAsync(string path)
    {
        var answer = await _system.AskAsync(HttpMethod.Get, Agent, path);
        Assert.True(answer.Status == 200, answer.ToString());
        return answer;
    }

    private Task UntilChangedAsync(string trigger) => Eventually.BecomesAsync($"the history has '{trigger}'", _system.Tail, async () =>
        await _system.HistoryAsync() is var history && history.EnumerateArray().Any(change => Text(change, "trigger") == trigger)
            ? (true, "")
            : (false, history.GetRawText()));

    private static JsonElement Resolve(JsonElement document, JsonElement schema) => schema.TryGetProperty("$ref", out var reference)
        ? reference.GetString()!.Split('/').Skip(1).Aggregate(document, (element, name) => element.GetProperty(name))
        : schema;

    private static string Text(JsonElement element, string property) => element.GetProperty(property).GetString() ?? "";

    /// <summary>One system for all: a seed, an agent with a template of its own, two web nodes that have served.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        public LocalSystem System { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            System = await Systems.OpenAsync(nodes: 4);
            await File.WriteAllTextAsync(System.TemplatePath, await File.ReadAllTextAsync(Repository.EmbeddedTemplate));
            System.StartSeed();
            var certificates = Directory.CreateDirectory(Path.Combine(System.Folder, "tls")).FullName;
            await File.WriteAllTextAsync(Path.Combine(certificates, "a.pem"), TestCertificate.File("a.test"));
            System.StartHa(
                $"--HaProxy:TemplatePath={System.TemplatePath}", $"--HaProxy:CertificatesPath={certificates}",
                $"--HaProxy:HttpsPort={Ports.Free()}");
            System.StartWeb(1);
            await System.UntilServedByAsync(1);
            System.StartWeb(2);
            await System.UntilServedByAsync(1, 2);
            await System.UntilOneClusterAsync("seed-1", Agent, "web-1", "web-2");
            await System.UntilSettledAsync();
        }

        public async Task DisposeAsync() => await System.DisposeAsync();
    }
}
