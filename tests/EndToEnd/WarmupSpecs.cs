using System.Collections.Concurrent;

namespace Actors.EndToEnd;

/// <summary>A node that comes gets its share of the requests bit by bit, where the agent is told so.</summary>
[Collection(AgentsSystem.Name)]
public sealed class WarmupSpecs(AgentsSystem shared)
{
    [Theory, AllHaProxies]
    public async Task The_weight_of_a_new_node_rises_to_its_full_while_another_comes(string haProxy)
    {
        var system = await shared.BeginAsync(webs: 1, haProxy, settings: ["--HaProxy:Warmup=5", "--HaProxy:AuditEvery=0.5"]);
        var weights = new ConcurrentDictionary<string, ConcurrentQueue<int>>();
        await using var ramp = new Throughout(async () =>
        {
            foreach (var (name, server) in (await system.Ha1.ServersAsync()).Where(entry => entry.Value.IsUp))
            {
                weights.GetOrAdd(name, []).Enqueue(server.Weight);
            }

            return null;
        });

        // Where a join is a reload, the second one finds the first node in the middle of its way.
        system.StartWeb(2);
        await system.UntilServersAsync(system.Ha1, "web-2 begins", _ => weights.ContainsKey("web-2"));
        system.StartWeb(3);
        await system.UntilServersAsync(system.Ha1, "both have their full weight", _ => IsFull("web-2") && IsFull("web-3"));

        await ramp.AssertHeldAsync();
        Assert.All(["web-2", "web-3"], name =>
        {
            var seen = weights[name].Distinct().ToList();
            // A reload goes on from where the weight was when it began, and that takes a second where the processors are busy.
            Assert.True(seen[0] < 100 && seen.Count > 2 && seen.Skip(1).Min() > seen[0], $"{name}: {string.Join(' ', seen)}");
        });
        Assert.Equal(0, (await system.StatusAsync()).GetProperty("haproxy").GetProperty("drift").GetInt32());

        bool IsFull(string name) => weights.TryGetValue(name, out var seen) && seen.Last() == 100;
    }
}
