namespace Actors.EndToEnd;

/// <summary>Nodes find each other whoever starts first. Each test has a system of its own.</summary>
public sealed class StartOrderSpecs
{
    [Theory, EachHaProxy]
    public async Task Web_nodes_then_the_agent_then_the_seed(string haProxy)
    {
        await using var system = await Systems.OpenAsync(nodes: 4, haProxy);
        system.StartWeb(1);
        system.StartWeb(2);
        system.StartHa();
        await Eventually.BecomesAsync("HAProxy serves before there is a cluster", system.Tail, async () =>
            (await system.GetAsync()) is var answer && answer.Status == 503 ? (true, "") : (false, $"status {answer.Status}"));

        system.StartSeed();

        await system.UntilServedByAsync(1, 2);
        await system.UntilOneClusterAsync("seed-1", "ha-1", "web-1", "web-2");
    }

    [Theory, EachHaProxy]
    public async Task With_every_seed_lost_the_others_serve_on_and_the_second_seed_alone_lets_new_ones_in(string haProxy)
    {
        await using var system = await Systems.OpenAsync(nodes: 6, haProxy, seeds: 2);
        var seeds = new[] { system.StartSeed(1), system.StartSeed(2) };
        system.StartHa();
        system.StartWeb(1);
        system.StartWeb(2);
        await system.UntilServedByAsync(1, 2);
        await system.UntilOneClusterAsync("seed-1", "seed-2", "ha-1", "web-1", "web-2");

        await Task.WhenAll(seeds.Select(seed => seed.KillAsync()));
        await system.UntilOneClusterAsync("ha-1", "web-1", "web-2");
        await system.UntilServedByAsync(1, 2);

        system.StartAgain("seed-2");
        system.StartWeb(3);
        await system.UntilServedByAsync(1, 2, 3);
        await system.UntilOneClusterAsync("seed-2", "ha-1", "web-1", "web-2", "web-3");
    }

    [Fact]
    public async Task Settings_that_cannot_be_used_end_the_program_with_78_and_all_of_them_named()
    {
        await using var system = await Systems.OpenAsync(nodes: 1);
        var ha = system.StartHa("--HaProxy:HttpPort=http", "--HaProxy:Binnary=x");

        Assert.Equal(78, await ha.ExitAsync());
        var log = await File.ReadAllTextAsync(ha.Log);
        Assert.Contains("HaProxy:HttpPort = 'http'", log, StringComparison.Ordinal);
        Assert.Contains("HaProxy:Binnary = 'x': no such setting", log, StringComparison.Ordinal);
    }
}
