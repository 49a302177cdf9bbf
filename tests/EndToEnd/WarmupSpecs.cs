namespace Actors.EndToEnd;

/// <summary>A node that comes gets its share of the requests bit by bit, where the agent is told so.</summary>
public sealed class WarmupSpecs
{
    [Theory]
    [ClassData(typeof(HaProxies))]
    public async Task The_weight_of_a_new_node_rises_to_its_full(string haProxy)
    {
        await using var system = new LocalSystem(haProxy: HaProxies.PathOf(haProxy));
        system.StartSeed();
        system.StartHa("--HaProxy:Warmup=4", "--HaProxy:AuditEvery=0.5");
        system.StartWeb(1);
        await system.UntilServersAsync(system.Ha1, "web-1 has its full weight", servers => servers.GetValueOrDefault("web-1") is { IsUp: true, Weight: 100 });
        var weights = new List<int>();
        await using var ramp = new Throughout(async () =>
        {
            if ((await system.Ha1.ServersAsync()).GetValueOrDefault("web-2") is { IsUp: true } server && weights.LastOrDefault(-1) != server.Weight)
            {
                weights.Add(server.Weight);
            }

            return null;
        });

        system.StartWeb(2);

        await system.UntilServersAsync(system.Ha1, "web-2 has its full weight", _ => weights.LastOrDefault() == 100);
        Assert.True(weights[0] < 50 && weights.Count > 2 && weights.SequenceEqual(weights.Order()), $"weights seen: {string.Join(' ', weights)}");
        Assert.Equal(0, (await system.StatusAsync()).GetProperty("haproxy").GetProperty("drift").GetInt32());
    }
}
