namespace Actors.EndToEnd.Faults;

/// <summary>A web node and an agent that stand still for a minute, and go on as if nothing had been.</summary>
[Trait("Tier", "Long")]
public sealed class LongPauseSpecs
{
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_minute()
    {
        await using var system = await Systems.OpenAsync(nodes: 6);
        system.StartSeed();
        system.StartHa();
        var agent = system.StartHa2();
        system.StartWeb(1);
        var web = system.StartWeb(2);
        system.StartWeb(3);
        await SteadyAsync(system);

        await Signals.SendAsync("STOP", web.Id, agent.Id);
        await system.UntilListedAsync(1, 3);
        await using var first = new SteadyTraffic(system);
        // The HAProxy of the agent that stands still goes by its own checks.
        await system.UntilServersAsync(system.Ha2, "web-2 gets no traffic", servers => !servers["web-2"].IsUp);
        await using var second = new SteadyTraffic(system, system.Ha2);
        await RealTime.PassAsync(Minute, "they stand still");
        await Signals.SendAsync("CONT", web.Id, agent.Id);

        await SteadyAsync(system);
        await first.AssertNothingLostAsync();
        await second.AssertNothingLostAsync();
    }

    private static async Task SteadyAsync(LocalSystem system)
    {
        await system.UntilOneClusterAsync("seed-1", "ha-1", "ha-2", "web-1", "web-2", "web-3");
        await system.UntilListedAsync(1, 2, 3);
        await system.UntilServedByAsync(1, 2, 3);
        await system.UntilServersAsync(
            system.Ha2, "three get traffic", servers => servers.Count == 3 && servers.Values.All(server => server.IsUp));
    }
}
