using System.Text.Json;

namespace Actors.EndToEnd;

/// <summary>A node joins the cluster before its app is there; users are not sent to it until the app answers.</summary>
[Collection(MembersSystem.Name)]
public sealed class SlowAppSpecs(MembersSystem shared)
{
    [Theory, EachHaProxy]
    public async Task A_node_gets_no_request_until_its_app_answers_well(string haProxy)
    {
        var system = await shared.BeginAsync(webs: 1, haProxy);
        var (node, app) = (Ports.Free(), Ports.Free());
        await using var cluster = LocalPort.Relay(node);
        await using var traffic = new SteadyTraffic(system);

        // At first nobody is at the app's port.
        system.StartWeb(2, "--Node:BindHost=127.0.0.2", $"--Node:Port={node}", $"--Web:Port={app}");
        await system.UntilOneClusterAsync("seed-1", "ha-1", "web-1", "web-2");
        await system.UntilStatusAsync("web-2 has not answered", status => IsWaiting(Web2(status)));
        await system.UntilServedByAsync(1);

        // Then it answers, but that it cannot.
        await using (var refusing = LocalPort.Refuse(app))
        {
            await Eventually.BecomesAsync(
                "web-2 has been asked some times", system.Tail, () => Task.FromResult((refusing.Served > 3, $"{refusing.Served} times")));
            Assert.True(IsWaiting(Web2(await system.StatusAsync())));
            await system.UntilServedByAsync(1);
        }

        await using var answering = LocalPort.Relay(app);
        await system.UntilStatusAsync("web-2 is ready", status => Web2(status).GetProperty("state").GetString() == "Ready");
        await system.UntilServedByAsync(1, 2);
        await system.UntilListedAsync(1, 2);
        await traffic.AssertNothingLostAsync();
        // It is reached through this test only, and so has to leave within it.
        Assert.Equal(0, await system.Running["web-2"].StopAsync());
    }

    private static JsonElement Web2(JsonElement status) =>
        status.GetProperty("nodes").EnumerateArray().FirstOrDefault(node => node.GetProperty("name").GetString() == "web-2");

    private static bool IsWaiting(JsonElement web2) =>
        web2.ValueKind == JsonValueKind.Object
            && web2.GetProperty("state").GetString() == "Drain"
            && web2.GetProperty("why").GetString()!.StartsWith("has not answered yet", StringComparison.Ordinal);
}
