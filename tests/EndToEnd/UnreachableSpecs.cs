using System.Text.Json;

namespace Actors.EndToEnd;

/// <summary>A node that gossip cannot reach for a while gets no traffic for that while, and stays in the list.</summary>
[Collection(MembersSystem.Name)]
public sealed class UnreachableSpecs(MembersSystem shared)
{
    [Theory, EachHaProxy]
    public async Task A_frozen_node_is_drained_and_back_as_soon_as_it_moves_again(string haProxy)
    {
        var system = await shared.BeginAsync(webs: 3, haProxy);
        var frozen = system.Running["web-2"];
        var (worker, reloads) = (await system.Ha1.WorkerPidAsync(), await ReloadsAsync(system));
        await using var traffic = new SteadyTraffic(system);

        await Signals.SendAsync("STOP", frozen.Id);
        await system.UntilStatusAsync(
            "web-2 is drained",
            status => Web2(status) is var web && Text(web, "state") == "Drain" && Text(web, "why") == "unreachable by gossip");
        await system.UntilServersAsync(
            system.Ha1, "web-2 gets no traffic", servers => servers.GetValueOrDefault("web-2") is { IsUp: false });

        // At once: some seconds later the cluster would take it for dead.
        await Signals.SendAsync("CONT", frozen.Id);
        await system.UntilStatusAsync(
            "web-2 is ready", status => Web2(status) is var web && Text(web, "state") == "Ready" && Text(web, "why").Length == 0);
        await system.UntilServedByAsync(1, 2, 3);

        Assert.Equal((worker, reloads), (await system.Ha1.WorkerPidAsync(), await ReloadsAsync(system)));
        await traffic.AssertNothingLostAsync();
    }

    private static JsonElement Web2(JsonElement status) =>
        status.GetProperty("nodes").EnumerateArray().FirstOrDefault(node => Text(node, "name") == "web-2");

    private static string Text(JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object ? element.GetProperty(property).GetString()! : "?";

    private static async Task<int> ReloadsAsync(LocalSystem system) =>
        (await system.StatusAsync()).GetProperty("haproxy").GetProperty("reloads").GetInt32();
}
