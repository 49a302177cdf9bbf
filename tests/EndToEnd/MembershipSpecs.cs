namespace Actors.EndToEnd;

/// <summary>The main job: nodes come, go and die, and HAProxy follows.</summary>
public sealed class MembershipSpecs
{
    [Theory]
    [ClassData(typeof(HaProxies))]
    public async Task Nodes_that_join_are_served_and_listed(string haProxy)
    {
        await using var system = Start(haProxy);
        system.StartWeb(1);
        system.StartWeb(2);
        await system.UntilServedByAsync(1, 2);
        await system.UntilListedAsync(1, 2);

        system.StartWeb(3);

        await system.UntilServedByAsync(1, 2, 3);
        await system.UntilListedAsync(1, 2, 3);
        await system.UntilOneClusterAsync("seed-1", "ha-1", "web-1", "web-2", "web-3");
    }

    [Theory]
    [ClassData(typeof(HaProxies))]
    public async Task A_node_that_is_killed_costs_no_request_and_is_gone(string haProxy)
    {
        await using var system = Start(haProxy);
        system.StartWeb(1);
        system.StartWeb(3);
        var dying = system.StartWeb(2);
        await system.UntilServedByAsync(1, 2, 3);
        await using var traffic = new SteadyTraffic(system);

        await dying.KillAsync();

        await system.UntilServedByAsync(1, 3);
        await system.UntilListedAsync(1, 3);
        await traffic.AssertNothingLostAsync();
    }

    [Theory]
    [ClassData(typeof(HaProxies))]
    public async Task A_node_that_says_it_is_not_ready_is_drained_and_comes_back(string haProxy)
    {
        await using var system = Start(haProxy);
        system.StartWeb(1);
        var web = system.StartWeb(2);
        await system.UntilServedByAsync(1, 2);

        await system.PostReadyAsync(web, """{"ready":false,"reason":"cache is cold"}""");
        await system.UntilServedByAsync(1);
        await system.UntilListedAsync(1, 2);
        Assert.Contains("not ready: cache is cold", (await system.StatusAsync()).GetRawText(), StringComparison.Ordinal);

        await system.PostReadyAsync(web, """{"ready":true}""");
        await system.UntilServedByAsync(1, 2);
    }

    [Theory]
    [ClassData(typeof(HaProxies))]
    public async Task Ten_nodes_come_at_once_and_go_at_once(string haProxy)
    {
        await using var system = Start(haProxy);
        system.StartWeb(1);
        await system.UntilServedByAsync(1);
        var worker = await system.Ha1.WorkerPidAsync();
        await using var traffic = new SteadyTraffic(system);

        int[] numbers = [.. Enumerable.Range(2, 10)];
        var webs = numbers.Select(number => system.StartWeb(number)).ToList();
        await system.UntilServedByAsync([1, .. numbers]);
        await system.UntilListedAsync([1, .. numbers]);

        Assert.All(await Task.WhenAll(webs.Select(web => web.StopAsync())), code => Assert.Equal(0, code));
        await system.UntilListedAsync(1);
        await system.UntilServedByAsync(1);
        await traffic.AssertNothingLostAsync();
        Assert.Equal(HaProxies.HasDynamicServers(haProxy), worker == await system.Ha1.WorkerPidAsync());
    }

    private static LocalSystem Start(string haProxy)
    {
        var system = new LocalSystem(haProxy: HaProxies.PathOf(haProxy));
        system.StartSeed();
        system.StartHa();
        return system;
    }
}
