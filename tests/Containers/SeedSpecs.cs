namespace Actors.Containers;

/// <summary>
/// Seeds in containers restart and die; what they know is in their volumes, and their names are those of the compose file.
/// </summary>
public abstract class SeedSpecs(ComposeFixture fixture)
{
    private readonly ContainerSystem _system = fixture.Shared;

    [Fact]
    public Task A_seed_that_restarts_finds_its_cluster() => RestartAsync("seed-2");

    [Fact]
    public Task After_both_seeds_were_killed_one_of_them_is_enough_to_join() => JoinByAsync("seed-1");

    protected async Task RestartAsync(string seed)
    {
        await _system.AtLeastAsync(web: 2);

        await _system.Docker.RestartAsync(await _system.ContainerAsync(seed));

        await _system.OneClusterAsync("seed-1", "seed-2");
        var added = await _system.AddWebNodeAsync();
        await _system.ServedByAsync($"{added} added", await _system.WebNodesAsync());
    }

    protected async Task JoinByAsync(string back)
    {
        var nodes = await _system.AtLeastAsync(web: 2);
        var seeds = (await _system.Compose.ContainersAsync()).Where(container => container.Service is "seed-1" or "seed-2")
            .ToDictionary(container => container.Service, container => container.Id);

        await _system.Docker.KillAsync([.. seeds.Values]);
        await _system.ServedByAsync("no seed left", nodes);
        await _system.Docker.StartAsync(seeds[back]);
        var added = await _system.AddWebNodeAsync();

        await _system.ServedByAsync($"a web node added while only {back} runs", [.. nodes, added]);
        await _system.OneClusterAsync(back);
    }
}
