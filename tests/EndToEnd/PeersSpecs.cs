using System.Text.Json;

namespace Actors.EndToEnd;

/// <summary>Two balancers share their stick-tables: a client stays on its server whichever of them it comes to.</summary>
[Collection(TwoAgentsSystem.Name)]
public sealed class PeersSpecs(TwoAgentsSystem shared)
{
    // By chance as many would be on the same of three servers once in a thousand million times.
    private const int Clients = 20;

    [Fact]
    public async Task A_client_keeps_its_server_at_the_other_balancer_and_at_one_that_comes_back_and_that_costs_no_reload()
    {
        var system = await shared.BeginAsync(webs: 3);
        var snippets = Directory.CreateDirectory(Path.Combine(system.Folder, "snippets")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(snippets, "service-web.cfg"),
            "    stick-table type string len 32 size 10k expire 10m peers actors\n    stick on req.hdr(x-client)\n");
        await system.Running["ha-1"].StopAsync();
        system.StartHa($"--HaProxy:SnippetsPath={snippets}", $"--HaProxy:PeersPort={Ports.Free()}");
        system.StartHa2($"--HaProxy:SnippetsPath={snippets}", $"--HaProxy:PeersPort={Ports.Free()}");

        await system.UntilOneClusterAsync("seed-1", "ha-1", "ha-2", "web-1", "web-2", "web-3");
        // It goes to one after the other as a template does, and an agent that has just started has not heard of it: first the table is
        // there, then it is kept. A HAProxy that got it only by a later reload would learn nothing: it has what the worker before it had.
        foreach (var (agent, balancer) in new[] { ("ha-1", system.Ha1), ("ha-2", system.Ha2) })
        {
            await UntilAsync(system, balancer, "the table is there", "show table web", "# table: web");
            await system.UntilStatusAsync("the snippet is kept", HasKeptSnippet, agent);
            await UntilAsync(system, balancer, "its peer is there", "show peers", "last_status=ESTA");
            await system.UntilServersAsync(
                balancer, "all servers are up", servers => servers.Count == 3 && servers.Values.All(one => one.IsUp));
        }

        var first = await ServersOfClientsAsync(system.Ha1);
        Assert.Equal(3, first.Distinct().Count());
        await UntilAsync(system, system.Ha2, "it has learnt all", "show table web", $"used:{Clients}");
        Assert.Equal(first, await ServersOfClientsAsync(system.Ha2));

        var reloads = await ReloadsAsync(system);
        Assert.Equal(0, await system.Running["ha-1"].StopAsync());
        Assert.False(system.Ha1.Runs());
        system.StartAgain("ha-1");
        await system.UntilOneClusterAsync("seed-1", "ha-1", "ha-2", "web-1", "web-2", "web-3");
        await UntilAsync(system, system.Ha1, "it has learnt all", "show table web", $"used:{Clients}");

        Assert.Equal(first, await ServersOfClientsAsync(system.Ha1));
        Assert.Equal(reloads, await ReloadsAsync(system));
    }

    private static bool HasKeptSnippet(JsonElement status) =>
        status.GetProperty("template") is { ValueKind: JsonValueKind.Object } kept
        && kept.GetProperty("candidate").ValueKind == JsonValueKind.Null;

    private static async Task<int> ReloadsAsync(LocalSystem system) =>
        (await system.StatusAsync("ha-2")).GetProperty("haproxy").GetProperty("reloads").GetInt32();

    private static Task UntilAsync(LocalSystem system, Balancer balancer, string what, string command, string says) =>
        Eventually.BecomesAsync($"{balancer.Name}: {what}", system.Tail, async () =>
        {
            try
            {
                var answer = await balancer.AskAsync(command);
                return (answer.Contains(says, StringComparison.Ordinal), answer);
            }
            catch (IOException error)
            {
                return (false, error.Message);
            }
        });

    private static async Task<List<string>> ServersOfClientsAsync(Balancer balancer)
    {
        using var client = new HttpClient();
        var servers = new List<string>();
        for (var i = 0; i < Clients; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, balancer.Url);
            request.Headers.Add("X-Client", $"client-{i}");
            using var answer = await client.SendAsync(request);
            servers.Add((await Answer.FromAsync(answer)).Host);
        }

        return servers;
    }
}
