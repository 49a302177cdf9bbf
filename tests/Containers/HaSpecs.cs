using System.Net;
using System.Text.Json;
using Actors.Containers.Observing;

namespace Actors.Containers;

/// <summary>The container that HAProxy and its agent are in: restarted, its agent killed, ordered about from outside.</summary>
public abstract class HaSpecs(ComposeFixture fixture)
{
    private readonly ContainerSystem _system = fixture.Shared;

    [Fact]
    public async Task A_restarted_ha_serves_the_nodes_again()
    {
        var nodes = await _system.AtLeastAsync(web: 2);

        await _system.Docker.RestartAsync(await _system.ContainerAsync("ha"));

        await _system.ServedByAsync("ha restarted", nodes);
        await _system.OneClusterAsync("seed-1", "seed-2");
    }

    [Fact]
    public async Task A_killed_agent_interrupts_no_traffic_and_comes_back()
    {
        await _system.AtLeastAsync(web: 2);
        var ha = await _system.ContainerAsync("ha");
        var processes = new HaProcesses(_system.Docker, ha);
        var (agent, haproxy) = (await processes.AgentAsync(), await processes.HaProxyAsync());
        await using var traffic = new SteadyTraffic(_system.Ha.Service);
        await traffic.CoverAsync(50);

        await processes.KillAsync(agent);

        await _system.EventuallyAsync($"an agent other than {agent}, in the cluster and with HAProxy adopted", async () =>
        {
            var now = await processes.AgentAsync();
            await _system.Docker.ExecAsync(ha, "actors-ha", "health");
            return now == agent ? "the same agent" : null;
        });
        Assert.Equal(haproxy, await processes.HaProxyAsync());

        // It is in charge again, not only there.
        await _system.AddWebNodeAsync();
        await _system.ServedByAsync("a web node added", await _system.WebNodesAsync());
        await _system.EndAsync(traffic, "agent killed, then a web node added");
        Assert.Equal(haproxy, await processes.HaProxyAsync());
    }

    [Fact]
    public async Task The_commands_work_from_outside_with_the_token_and_not_without()
    {
        var nodes = await _system.AtLeastAsync(web: 2);
        using var nobody = new HttpClient();
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync(new Uri(_system.Api, "api/status"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await nobody.GetAsync(_system.Api)).StatusCode);

        await Task.WhenAll(new[] { "status", "nodes", "history" }.Select(async command =>
        {
            using var answer = JsonDocument.Parse(await _system.ActorsAsync(command, "--json"));
        }));

        var table = await _system.ActorsAsync("nodes");
        Assert.All(nodes, node => Assert.Contains(node, table, StringComparison.Ordinal));

        await _system.ActorsAsync("drain", nodes[0]);
        await _system.EventuallyAsync($"{nodes[0]} is drained by an override", async () =>
            (await _system.Ha.ServersAsync())[nodes[0]] is { IsDrained: false } server ? server.Status : null);
        await _system.ActorsAsync("ready", nodes[0]);
        await _system.ServedByAsync("the override is gone", nodes);
    }
}
