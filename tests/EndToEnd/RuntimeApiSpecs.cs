using System.Text.Json;

namespace Actors.EndToEnd;

/// <summary>
/// What goes by HAProxy's runtime API and what needs a reload, by version; and what others change behind the agent's back.
/// </summary>
[Collection(MembersSystem.Name)]
public sealed class RuntimeApiSpecs(MembersSystem shared)
{
    private const string AuditsOften = "--HaProxy:AuditEvery=0.5";

    [Theory, AllHaProxies]
    public async Task Joins_and_leaves_need_no_reload_where_servers_are_dynamic(string haProxy)
    {
        var system = await shared.BeginAsync(webs: 1, haProxy, settings: AuditsOften);
        var worker = await system.Ha1.WorkerPidAsync();
        var (before, changes) = (await ReloadsAsync(system), await ChangesAsync(system));

        var leaving = system.StartWeb(2);
        await system.UntilServedByAsync(1, 2);
        Assert.Equal(0, await leaving.StopAsync());
        await system.UntilListedAsync(1);
        await system.UntilSettledAsync();

        var reloads = await ReloadsAsync(system);
        var log = system.WholeLog("ha-1");
        if (HaProxies.HasDynamicServers(haProxy))
        {
            Assert.Equal((before, worker), (reloads, await system.Ha1.WorkerPidAsync()));
            Assert.True(await ChangesAsync(system) >= changes + 2);
            Assert.Contains($"HAProxy {haProxy}: servers are added and deleted by its runtime API.", log, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(before + 2, reloads);
            Assert.NotEqual(worker, await system.Ha1.WorkerPidAsync());
            Assert.Contains("HAProxy reloads: added web/web-2; HAProxy 2.6 is older than 3.0", log, StringComparison.Ordinal);
            Assert.Contains("HAProxy reloads: deleted web/web-2; HAProxy 2.6 is older than 3.0", log, StringComparison.Ordinal);
        }
    }

    [Theory, AllHaProxies]
    public async Task What_somebody_changes_by_hand_is_put_right_and_counted(string haProxy)
    {
        var system = await shared.BeginAsync(webs: 2, haProxy, settings: AuditsOften);
        await using var traffic = new SteadyTraffic(system);
        var (reloads, drift) = (await ReloadsAsync(system), (await HaProxyAsync(system)).GetProperty("drift").GetInt32());

        await system.Ha1.AskAsync("set server web/web-1 state maint");
        await system.Ha1.AskAsync("set server web/web-2 weight 7");

        await system.UntilServersAsync(
            system.Ha1, "both are as they were", servers => servers.Values.All(server => server.IsUp && server.Weight == 100));
        await system.UntilStatusAsync(
            "the drift is counted", status => status.GetProperty("haproxy").GetProperty("drift").GetInt32() > drift);
        await system.UntilServedByAsync(1, 2);
        Assert.Equal(reloads, await ReloadsAsync(system));
        Assert.Contains(
            "set server web/web-1 state ready", await File.ReadAllTextAsync(system.Running["ha-1"].Log), StringComparison.Ordinal);
        await traffic.AssertNothingLostAsync();
    }

    private static async Task<JsonElement> HaProxyAsync(LocalSystem system) => (await system.StatusAsync()).GetProperty("haproxy");

    private static async Task<int> ChangesAsync(LocalSystem system) => (await HaProxyAsync(system)).GetProperty("changes").GetInt32();

    private static async Task<int> ReloadsAsync(LocalSystem system) => (await HaProxyAsync(system)).GetProperty("reloads").GetInt32();
}
