namespace Actors.EndToEnd;

/// <summary>A seed that starts again finds the cluster that runs.</summary>
[Collection(AgentsSystem.Name)]
public sealed class SeedRestartSpecs(AgentsSystem shared)
{
    [Theory, EachHaProxy]
    public async Task A_seed_that_is_killed_and_started_again_is_in_the_same_cluster(string haProxy)
    {
        var system = await shared.BeginAsync(webs: 2, haProxy);

        await system.Running["seed-1"].KillAsync();
        system.StartAgain("seed-1");

        await system.UntilOneClusterAsync("seed-1", "ha-1", "web-1", "web-2");
        system.StartWeb(3);
        await system.UntilServedByAsync(1, 2, 3);
        await system.UntilOneClusterAsync("seed-1", "ha-1", "web-1", "web-2", "web-3");
    }
}
