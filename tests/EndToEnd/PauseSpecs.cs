namespace Actors.EndToEnd;

/// <summary>
/// A process that stands still, for a moment or until the cluster gives it up, comes back as if nothing had been: one entry, nothing stale.
/// </summary>
[Collection(AgentsSystem.Name)]
public sealed class PauseSpecs(AgentsSystem shared)
{
    /// <summary>The cluster gives up who is away for longer than about nine seconds.</summary>
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_web_node_that_the_cluster_has_given_up_is_out_meanwhile_and_comes_back_under_its_name()
    {
        var system = await shared.BeginAsync(webs: 3);
        var paused = system.Running["web-2"];

        await Signals.SendAsync("STOP", paused.Id);
        await system.UntilServersAsync(
            system.Ha1, "web-2 gets no traffic", servers => servers.GetValueOrDefault("web-2") is null or { IsUp: false });
        await system.UntilListedAsync(1, 3);
        await using var traffic = new SteadyTraffic(system);
        await system.UntilServedByAsync(1, 3);
        await Signals.SendAsync("CONT", paused.Id);

        await SteadyAsync(system);
        await traffic.AssertNothingLostAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_agent_that_stands_still_loses_nothing_and_sees_afterwards_who_came(bool isGivenUp)
    {
        var system = await shared.BeginAsync(webs: 2);
        var agent = system.Running["ha-1"];
        await using var traffic = new SteadyTraffic(system);

        await Signals.SendAsync("STOP", agent.Id);
        system.StartWeb(3);
        if (isGivenUp)
        {
            await system.UntilOneClusterAsync("seed-1", "web-1", "web-2", "web-3");
        }
        else
        {
            await RealTime.PassAsync(Short, "gossip misses the agent, and waits for it");
        }

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
