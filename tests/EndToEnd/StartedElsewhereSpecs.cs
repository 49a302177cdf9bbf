using System.Globalization;
using System.Net;

namespace Actors.EndToEnd;

/// <summary>A HAProxy that something else starts and ends (<c>HaProxy:Start=elsewhere</c>): the agent takes it over, each time.</summary>
public sealed class StartedElsewhereSpecs
{
    private const string Name = "haproxy";

    [Theory, EachHaProxy]
    public async Task The_agent_waits_for_it_takes_over_each_that_comes_and_ends_none(string haProxy)
    {
        await using var system = await Systems.OpenAsync(nodes: 6, haProxy);
        system.StartSeed();
        system.StartWeb(1);
        system.StartWeb(2);
        var agent = system.StartHa("--HaProxy:Start=elsewhere");

        // There is a configuration before there is a HAProxy, and one line says what is missing.
        await Eventually.BecomesAsync(
            "the agent waits, with the configuration written", system.Tail,
            async () => (
                File.Exists(system.ConfigPath)
                    && (await File.ReadAllTextAsync(agent.Log)).Contains("waiting for a HAProxy", StringComparison.Ordinal),
                ""));
        var master = Path.Combine(system.Folder, "run", "master.sock");
        // No pid file: as where its processes are out of sight.
        var haproxy = system.StartOther(Name, HaProxies.PathOf(haProxy), "-W", "-S", master + ",mode,600", "-f", system.ConfigPath);
        await system.UntilServedByAsync(1, 2);
        Assert.Single(system.WholeLog("ha-1").Split('\n'), line => line.Contains("waiting for a HAProxy", StringComparison.Ordinal));

        await using (var traffic = new SteadyTraffic(system))
        {
            await system.Running["ha-1"].KillAsync();
            await traffic.CoverAsync(50);
            system.StartAgain("ha-1");
            await system.UntilOneClusterAsync("seed-1", "ha-1", "web-1", "web-2");
            system.StartWeb(3);
            await system.UntilServedByAsync(1, 2, 3);
            await traffic.AssertNothingLostAsync();
        }

        Assert.False(haproxy.HasExited);
        var before = await RestartsAsync(system);
        await haproxy.KillAsync();
        var died = Ended(haproxy);
        await system.Running["web-3"].KillAsync();
        // It starts on the last configuration, and is brought up to date by the agent.
        haproxy = system.StartAgain(Name);
        await system.UntilStatusAsync(
            "it is taken over", status => status.GetProperty("haproxy") is var now && now.GetProperty("running").GetBoolean()
                && now.GetProperty("restarts").GetInt32() == before + 1);
        await system.UntilServedByAsync(1, 2);
        await system.UntilSettledAsync();
        Assert.Contains(died, system.WholeLog("ha-1"), StringComparison.Ordinal);
        Assert.DoesNotContain(Ended(haproxy), system.WholeLog("ha-1"), StringComparison.Ordinal);

        // A leave by command is a leave: but for the end of HAProxy.
        agent = system.Running["ha-1"];
        Assert.Equal(202, await system.PostAsync("ha-1", "/api/leave"));
        Assert.Equal(0, await agent.ExitAsync());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await HealthAsync(system.Ha1));
        Assert.True((await system.GetAsync()).Host.Length > 0);
        system.StartAgain("ha-1");
        await Eventually.BecomesAsync(
            "its health is good again", system.Tail, async () => (await HealthAsync(system.Ha1) == HttpStatusCode.OK, ""));

        // A stop of the agent is none of HAProxy, whatever HaProxy:OnStop says, and its health stays good.
        Assert.Equal(0, await system.Running["ha-1"].StopAsync());
        Assert.Equal(HttpStatusCode.OK, await HealthAsync(system.Ha1));
        Assert.True((await system.GetAsync()).Host.Length > 0);
        Assert.False(haproxy.HasExited);
    }

    private static string Ended(NodeProcess haproxy) =>
        string.Create(CultureInfo.InvariantCulture, $"HAProxy (process {haproxy.Id}) has ended");

    private static async Task<int> RestartsAsync(LocalSystem system) =>
        (await system.StatusAsync()).GetProperty("haproxy").GetProperty("restarts").GetInt32();

    private static async Task<HttpStatusCode> HealthAsync(Balancer balancer)
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(balancer.Url, "/health/balancer"));
        return answer.StatusCode;
    }
}
