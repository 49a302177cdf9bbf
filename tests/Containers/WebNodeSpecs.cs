using System.Text.Json;

namespace Actors.Containers;

/// <summary>
/// Containers of web nodes come, go and die, and HAProxy is right about them. Each test brings about what it begins with.
/// </summary>
public abstract class WebNodeSpecs(ComposeFixture fixture)
{
    private readonly ContainerSystem _system = fixture.Shared;

    [Fact]
    public async Task Three_web_nodes_answer_in_turn_through_port_80()
    {
        var nodes = await _system.ScaleAsync(web: 3);

        var answers = new List<Answer>();
        for (var i = 0; i < 6; i++)
        {
            answers.Add(await _system.Ha.AskAsync());
        }

        Assert.Equal(nodes.Order(), answers.Take(3).Select(answer => answer.Host).Order());
        Assert.Equal(answers.Take(3).Select(answer => answer.Host), answers.Skip(3).Select(answer => answer.Host));
        foreach (var answer in answers)
        {
            Assert.Equal(["hello", "host", "id", "ip", "sessionViews", "tag"],
                answer.Json.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal));
            Assert.Equal(JsonValueKind.Number, answer.Json.GetProperty("sessionViews").ValueKind);
            Assert.Equal(answer.Host, answer.Json.GetProperty("tag").GetString());
            Assert.Equal(answer.Header("x-backend-ip"), answer.Json.GetProperty("ip").GetString());
        }
    }

    [Fact]
    public async Task Scaling_to_five_and_back_to_two_is_followed_without_a_reload_and_loses_no_request()
    {
        await _system.ScaleAsync(web: 3);
        var before = await _system.HaProxyAsync();
        await using var traffic = new SteadyTraffic(_system.Ha.Service);
        await traffic.CoverAsync(50);

        await _system.ScaleAsync(web: 5);
        await _system.ScaleAsync(web: 2);

        await _system.EndAsync(traffic, "scaled 3, 5, 2");
        var after = await _system.HaProxyAsync();
        Assert.True(after.Version >= new Version(3, 0), $"HAProxy {after.Version}");
        Assert.Equal(before.Reloads, after.Reloads);
        Assert.True(after.Changes > before.Changes, $"{after.Changes} changes by runtime API, {before.Changes} before");
    }

    /// <summary>The way of docs/upgrading.md.</summary>
    [Fact]
    [Trait("Tier", "Long")]
    public async Task New_ones_are_brought_up_beside_the_old_ones_which_are_stopped_then_and_no_request_is_lost()
    {
        var old = await _system.ScaleAsync(web: 2);
        using var folder = new TemporaryFolder();
        var next = folder.File("next.yml", """services: { web: { environment: { ACTORS_WEB__VERSION: "2.0.0" } } }""");
        await using var traffic = new SteadyTraffic(_system.Ha.Service, perSecond: 250);
        await traffic.CoverAsync(250);

        await _system.Compose.ScaleAsync("web", 2 * old.Count, next);
        var all = await _system.WebNodesAsync();
        await _system.ServedByAsync("the new ones beside the old ones", all);
        await Task.WhenAll(old.Select(_system.Docker.StopAsync));
        await _system.Docker.RemoveAsync([.. old]);

        string[] left = [.. all.Except(old)];
        await _system.ServedByAsync("the old ones have been stopped", left);
        await traffic.CoverAsync(250);
        await _system.EndAsync(traffic, "new ones beside the old ones");
        Assert.Equal(old.Count, left.Length);
        var ha = await _system.ContainerAsync("ha");
        foreach (var node in left)
        {
            Assert.Contains("\"2.0.0\"", await _system.Docker.ExecAsync(ha, "cat", $"/nodes/{node}.json"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_killed_web_node_is_removed_and_loses_no_request()
    {
        var nodes = await _system.AtLeastAsync(web: 3);
        await using var traffic = new SteadyTraffic(_system.Ha.Service);
        await traffic.CoverAsync(50);

        await _system.Docker.KillAsync(nodes[0]);

        await _system.ServedByAsync("one web node killed", [.. nodes.Skip(1)]);
        await _system.EndAsync(traffic, "one web node killed");
    }

    [Fact]
    public async Task A_stopped_web_node_answers_what_it_has_and_loses_no_request()
    {
        var nodes = await _system.AtLeastAsync(web: 3);
        var slow = Task.WhenAll(Enumerable.Range(0, 2 * nodes.Count).Select(_ => _system.Ha.AskAsync("?delay=3000")));
        await _system.EventuallyAsync(
            $"a slow request is at {nodes[0]}", async () => (await _system.Ha.ServersAsync())[nodes[0]].Requests > 0 ? null : "no request");
        await using var traffic = new SteadyTraffic(_system.Ha.Service);

        await _system.Docker.StopAsync(nodes[0]);

        Assert.Contains(nodes[0], (await slow).Select(answer => answer.Host));
        await _system.ServedByAsync("one web node stopped", [.. nodes.Skip(1)]);
        await _system.EndAsync(traffic, "one web node stopped");
        Assert.Equal("0", await _system.Docker.InspectAsync(nodes[0], "{{.State.ExitCode}}"));
    }
}
