namespace Actors.EndToEnd;

/// <summary>A command to the cluster, given through any node, is as good as a signal to the process.</summary>
[Collection(MembersSystem.Name)]
public sealed class ClusterCommandSpecs(MembersSystem shared)
{
    [Fact]
    public async Task A_web_node_that_is_told_to_leave_through_the_seed_is_drained_and_ends()
    {
        var system = await shared.BeginAsync(webs: 2);
        var leaving = system.Running["web-2"];
        await using var traffic = new SteadyTraffic(system);

        Assert.Equal(401, await CommandAsync(system, "leave", "seed-1", "web-2", null));
        Assert.Equal(404, await CommandAsync(system, "leave", "seed-1", "web-9", system.TokenOf("seed-1")));
        Assert.Equal(401, await CommandAsync(system, "leave", "web-2", "web-2", system.TokenOf("seed-1")));
        await system.UntilOneClusterAsync("seed-1", "ha-1", "web-1", "web-2");
        using var slow = await SlowRequests.StartAsync(system, system.Ha1, "web-2", milliseconds: 8000);

        Assert.Equal(202, await CommandAsync(system, "leave", "seed-1", "web-2", system.TokenOf("seed-1")));

        await system.UntilServersAsync(
            system.Ha1, "web-2 is drained", servers => servers.GetValueOrDefault("web-2") is { IsDrained: true });
        Assert.True(slow.AreInFlight);
        await slow.AssertAnsweredAsync();
        Assert.Equal(0, await leaving.ExitAsync());
        await system.UntilListedAsync(1);
        await system.UntilOneClusterAsync("seed-1", "ha-1", "web-1");
        await traffic.AssertNothingLostAsync();
        Assert.Contains("web-2 has been removed by ha-1", await File.ReadAllTextAsync(leaving.Log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_web_nodes_are_downed_and_serve_on_until_they_are_back()
    {
        var system = await shared.BeginAsync(webs: 2);
        NodeProcess[] webs = [system.Running["web-1"], system.Running["web-2"]];
        await using var traffic = new SteadyTraffic(system);

        Assert.Equal(202, await CommandAsync(system, "down", "seed-1", "web-1", system.TokenOf("seed-1")));
        Assert.Equal(202, await CommandAsync(system, "down", "seed-1", "web-2", system.TokenOf("seed-1")));

        await Eventually.BecomesAsync("both have started their actor systems again", system.Tail, async () =>
            (await Task.WhenAll(webs.Select(web => File.ReadAllTextAsync(web.Log))))
                .All(log => log.Contains("The actor system starts again", StringComparison.Ordinal))
                ? (true, "")
                : (false, ""));
        await system.UntilOneClusterAsync("seed-1", "ha-1", "web-1", "web-2");
        await system.UntilServersAsync(
            system.Ha1, "two get traffic", servers => servers.Count == 2 && servers.Values.All(server => server.IsUp));
        await traffic.AssertNothingLostAsync();
    }

    private static async Task<int> CommandAsync(LocalSystem system, string command, string asked, string member, string? token) =>
        (await system.AskAsync(HttpMethod.Post, asked, $"/cluster/{command}?name={member}", token)).Status;
}
