using System.Net;

namespace Actors.Clustering.Tests.Management;

/// <summary>Real nodes in this process, asked and ordered through their management ports.</summary>
// Not beside the other real clusters: on a small machine they starve each other.
[Collection("real clusters")]
public sealed class ClusterEndpointsSpecs : IAsyncLifetime
{
    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("actors-state-");
    private readonly List<ManagedNode> _nodes = [];
    private readonly int _seedPort = Ports.Free();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        _state.Delete(recursive: true);
    }

    [Fact]
    public async Task A_node_tells_how_it_stands_in_the_cluster()
    {
        var (seed, web) = await StartTwoAsync();

        var (status, body) = await web.GetAsync("/cluster/status");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            ("web-1", web.Address, "Up"),
            (body.GetProperty("name").GetString(), body.GetProperty("address").GetString(), body.GetProperty("status").GetString()));
        Assert.Equal("seed-1", body.GetProperty("oldest").GetProperty("name").GetString());
        Assert.Equal(seed.Node.Cluster!.State.Leader.ToString(), body.GetProperty("leader").GetProperty("address").GetString());
        Assert.Equal(
            (2, 1, 0),
            (body.GetProperty("members").GetInt32(), body.GetProperty("starts").GetInt32(), body.GetProperty("unreachable")
                .GetArrayLength()));
        Assert.True(body.GetProperty("uptimeSeconds").GetDouble() > 0);
        Assert.Equal(web.Node.Since, body.GetProperty("since").GetDateTimeOffset());
    }

    [Fact]
    public async Task A_member_that_is_told_to_leave_through_another_goes_and_everybody_who_looks_on_sees_it()
    {
        var (seed, web) = await StartTwoAsync();
        using var tail = await seed.TailAsync();
        await tail.UntilAsync("Up", "web-1");

        var (status, body) = await seed.PostAsync("/cluster/leave", seed.Token, """{ "name": "web-1" }""");

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal("leave", body.GetProperty("order").GetString());
        var member = Assert.Single(body.GetProperty("members").EnumerateArray());
        Assert.Equal(("web-1", web.Address), (member.GetProperty("name").GetString(), member.GetProperty("address").GetString()));
        await tail.UntilAsync("Left", "web-1");
        // Its status: the event says what it has become, on its way out.
        Assert.Equal("Exiting", (await tail.UntilAsync("Exited", "web-1")).GetProperty("status").GetString());
        await tail.UntilAsync("Removed", "web-1");
        await web.Stopping.WaitAsync(TimeSpan.FromSeconds(40));
        Assert.Equal(HttpStatusCode.NotFound, (await seed.PostAsync("/cluster/leave", seed.Token, """{ "name": "web-1" }""")).Status);
    }

    [Fact]
    public async Task A_node_leaves_when_it_is_asked_itself()
    {
        var (seed, _) = await StartTwoAsync();

        Assert.Equal(HttpStatusCode.Accepted, (await seed.PostAsync("/cluster/leave", seed.Token)).Status);

        await seed.Stopping.WaitAsync(TimeSpan.FromSeconds(40));
    }

    [Fact]
    public async Task A_member_that_is_downed_comes_back_and_its_own_tail_goes_on()
    {
        var (seed, web) = await StartTwoAsync();
        using var tail = await web.TailAsync();
        await tail.UntilAsync("Up", "web-1");
        var first = web.Node.System!;
        var address = Uri.EscapeDataString(web.Address);

        var (status, _) = await seed.PostAsync($"/cluster/down?address={address}", seed.Token);

        Assert.Equal(HttpStatusCode.Accepted, status);
        await first.WhenTerminated.WaitAsync(TimeSpan.FromSeconds(40));
        await UntilAsync(async () =>
            await web.GetAsync("/cluster/status") is (HttpStatusCode.OK, var body)
                && body.GetProperty("starts").GetInt32() == 2
                && body.GetProperty("status").GetString() == "Up");
        await tail.UntilAsync("Up", "web-1");
    }

    [Fact]
    public async Task Nobody_is_unreachable_and_nobody_is_downed()
    {
        var (seed, web) = await StartTwoAsync();

        var (status, body) = await seed.PostAsync("/cluster/down-unreachable", seed.Token);

        Assert.Equal((HttpStatusCode.Accepted, 0), (status, body.GetProperty("members").GetArrayLength()));
        Assert.Equal((1, 1), (seed.Node.Starts, web.Node.Starts));
    }

    [Fact]
    public async Task A_node_with_a_client_that_looks_on_stops_all_the_same()
    {
        var seed = await StartAsync("seed-1", NodeRoles.Seed, _seedPort, _state.FullName);
        using var tail = await seed.TailAsync();
        await tail.UntilAsync("Up", "seed-1");

        var stopped = seed.DisposeAsync().AsTask();
        _nodes.Remove(seed);

        await tail.UntilEndAsync();
        await stopped.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("/cluster/leave")]
    [InlineData("/cluster/down")]
    [InlineData("/cluster/down-unreachable")]
    public async Task No_command_is_taken_without_the_token(string path)
    {
        var seed = await StartAsync("seed-1", NodeRoles.Seed, _seedPort, _state.FullName, joins: false);
        var web = await StartAsync("web-1", NodeRoles.Web, Ports.Free(), "", joins: false);

        const string where = "The token is in the file of Api:TokenFile, by default api-token in Node:StatePath";
        await AssertRefusedAsync(seed, null, where);
        await AssertRefusedAsync(seed, new string('0', 64), where);
        await AssertRefusedAsync(web, "anything", "Give Api:TokenFile (ACTORS_API__TOKENFILE) a file");

        async Task AssertRefusedAsync(ManagedNode node, string? token, string remedy)
        {
            var (status, body) = await node.PostAsync(path, token, "not even JSON");
            Assert.Equal((HttpStatusCode.Unauthorized, 401), (status, body.GetProperty("status").GetInt32()));
            Assert.Contains(remedy, body.GetProperty("detail").GetString(), StringComparison.Ordinal);
            // Without the token, no path is shown.
            Assert.DoesNotContain(_state.FullName, body.GetRawText(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/cluster/leave", """{ "address": "here" }""", "address")]
    [InlineData("/cluster/leave", """{ "address": "" }""", "address")]
    [InlineData("/cluster/leave", """{ "address": "akka://actors" }""", "address")]
    [InlineData("/cluster/leave", """{ "adress": "akka.tcp://actors@127.0.0.1:1" }""", "body")]
    [InlineData("/cluster/leave", "leave", "body")]
    [InlineData("/cluster/leave", "{ \"name\": \"web 1\" }", "name")]
    [InlineData("/cluster/leave?nmae=web-1", null, "nmae")]
    [InlineData("/cluster/leave?name=web-1&name=web-2", null, "name")]
    [InlineData("/cluster/down?address=127.0.0.1", null, "address")]
    public async Task A_request_that_makes_no_sense_is_refused_and_the_field_named(string path, string? body, string field)
    {
        var seed = await StartAsync("seed-1", NodeRoles.Seed, _seedPort, _state.FullName, joins: false);

        var (status, problem) = await seed.PostAsync(path, seed.Token, body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.False(string.IsNullOrEmpty(problem.GetProperty("errors").GetProperty(field)[0].GetString()));
    }

    [Fact]
    public async Task Between_two_actor_systems_it_says_so()
    {
        var seed = await StartAsync("seed-1", NodeRoles.Seed, _seedPort, _state.FullName, joins: false);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await seed.GetAsync("/cluster/status")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await seed.PostAsync("/cluster/leave", seed.Token)).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await seed.PostAsync("/cluster/down?name=web-1", seed.Token)).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await seed.PostAsync("/cluster/down-unreachable", seed.Token)).Status);
    }

    private async Task<(ManagedNode Seed, ManagedNode Web)> StartTwoAsync()
    {
        var seed = await StartAsync("seed-1", NodeRoles.Seed, _seedPort, _state.FullName);
        var web = await StartAsync("web-1", NodeRoles.Web, Ports.Free(), "");
        foreach (var node in new[] { seed, web })
        {
            await UntilAsync(async () =>
                (await node.GetAsync("/cluster")).Body.GetProperty("members").EnumerateArray()
                    .Count(member => member.GetProperty("status").GetString() == "Up") == 2);
        }

        return (seed, web);
    }

    private async Task<ManagedNode> StartAsync(string name, string role, int port, string statePath, bool joins = true)
    {
        var node = await ManagedNode.StartAsync(name, role, port, _seedPort, statePath, joins);
        _nodes.Add(node);
        return node;
    }

    private static Task UntilAsync(Func<Task<bool>> condition) =>
        Eventually.BecomesAsync("it is so", () => "", async () => (await condition(), ""));
}
