namespace Actors.EndToEnd;

/// <summary>A process that stands still, for a moment or until the cluster gives it up, comes back as if nothing had been: one entry, nothing stale.</summary>
public sealed class PauseSpecs
{
    [Fact]
    public async Task A_web_node_that_the_cluster_has_given_up_is_out_meanwhile_and_comes_back_under_its_name()
    {
        await using var system = new LocalSystem(haProxy: HaProxies.PathOf(HaProxies.Newest));
        system.StartSeed();
        system.StartHa();
        system.StartWeb(1);
        system.StartWeb(3);
        var paused = system.StartWeb(2);
        await SteadyAsync(system);

        await Signals.SendAsync("STOP", paused.Id);
        await system.UntilServersAsync(system.Ha1, "web-2 gets no traffic", servers => servers.GetValueOrDefault("web-2") is null or { IsUp: false });
        await system.UntilListedAsync(1, 3);
        await using var traffic = new SteadyTraffic(system);
        await system.UntilServedByAsync(1, 3);
        await Signals.SendAsync("CONT", paused.Id);

        await SteadyAsync(system);
        await traffic.AssertNothingLostAsync();
    }

    [Theory]
    [InlineData(2)]
    [InlineData(15)]
    public async Task An_agent_that_stands_still_loses_nothing_and_sees_afterwards_who_came(int seconds)
    {
        await using var system = new LocalSystem(haProxy: HaProxies.PathOf(HaProxies.Newest));
        system.StartSeed();
        var agent = system.StartHa();
        system.StartWeb(1);
        system.StartWeb(2);
        await system.UntilServedByAsync(1, 2);
        await system.UntilOneClusterAsync("seed-1", "ha-1", "web-1", "web-2");
        await using var traffic = new SteadyTraffic(system);

        await Signals.SendAsync("STOP", agent.Id);
        system.StartWeb(3);
        await Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System, CancellationToken.None);
        await system.UntilServedByAsync(1, 2);
        await Signals.SendAsync("CONT", agent.Id);

        await SteadyAsync(system);
        await traffic.AssertNothingLostAsync();
    }

    private static async Task SteadyAsync(LocalSystem system)
    {
        await system.UntilServedByAsync(1, 2, 3);
        await system.UntilListedAsync(1, 2, 3);
        await system.UntilOneClusterAsync("seed-1", "ha-1", "web-1", "web-2", "web-3");
        await system.UntilSettledAsync();
    }
}
