namespace Actors.EndToEnd;

/// <summary>
/// Many nodes come and go at once: by a reload for each change or none at all, as HAProxy's version has it. In the long tier, since so many
/// starts take long; that what comes at once is one change, and what a change needs by version, HaAgent.Tests and
/// <see cref="RuntimeApiSpecs"/> show at each landing.
/// </summary>
[Trait("Tier", "Long")]
public sealed class ScaleSpecs
{
    private const int Many = 10;

    [Theory, AllHaProxies]
    public async Task Ten_nodes_come_at_once_and_go_at_once(string haProxy)
    {
        await using var system = await Systems.OpenAsync(nodes: 3 + Many, haProxy);
        system.StartSeed();
        system.StartHa();
        system.StartWeb(1);
        await system.UntilServedByAsync(1);
        var worker = await system.Ha1.WorkerPidAsync();
        await using var traffic = new SteadyTraffic(system);

        int[] numbers = [.. Enumerable.Range(2, Many)];
        var webs = numbers.Select(number => system.StartWeb(number)).ToList();
        await system.UntilServedByAsync([1, .. numbers]);
        await system.UntilListedAsync([1, .. numbers]);

        Assert.All(await Task.WhenAll(webs.Select(web => web.StopAsync())), code => Assert.Equal(0, code));
        await system.UntilListedAsync(1);
        await system.UntilServedByAsync(1);
        await traffic.AssertNothingLostAsync();
        Assert.Equal(HaProxies.HasDynamicServers(haProxy), worker == await system.Ha1.WorkerPidAsync());
    }
}
