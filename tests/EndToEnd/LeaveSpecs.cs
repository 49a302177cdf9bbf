using System.Net;

namespace Actors.EndToEnd;

/// <summary>A balancer that leaves beside another: what stands in front obeys its health, and its clients lose nothing.</summary>
[Collection(TwoAgentsSystem.Name)]
public sealed class LeaveSpecs(TwoAgentsSystem shared)
{
    private const string Notice = "--HaProxy:LeaveNotice=6";

    [Fact]
    public async Task One_that_is_stopped_behind_a_proxy_that_checks_its_health_loses_no_request_and_no_kept_connection()
    {
        var system = await shared.BeginAsync(webs: 2, haProxy: null, agents: 2, Notice);
        var front = Ports.Free();
        var proxy = system.StartOther("front", HaProxies.PathOf(HaProxies.Newest), "-db", "-f", WriteFront(system, front));
        await Eventually.BecomesAsync(
            "the proxy in front serves", system.Tail, async () => (await ServesAsync(new Uri($"http://127.0.0.1:{front}/")), ""));
        await using var traffic = new SteadyTraffic(new Uri($"http://127.0.0.1:{front}/"));
        await traffic.CoverAsync(50);

        var stop = system.Running["ha-1"].StopAsync();
        await Eventually.BecomesAsync(
            "the balancer's health is bad, and the agent's", system.Tail,
            async () => (
                await HealthAsync(system.Ha1) == HttpStatusCode.ServiceUnavailable
                    && (await system.AskAsync(HttpMethod.Get, "ha-1", "/health/ready")).Body.Contains("leaves", StringComparison.Ordinal),
                ""));
        Assert.True(system.Ha1.Runs());

        Assert.Equal(0, await stop);
        Assert.False(system.Ha1.Runs());
        Assert.Equal(HttpStatusCode.OK, await HealthAsync(system.Ha2));
        await traffic.CoverAsync(50);
        await traffic.AssertNothingLostAsync();
        await proxy.KillAsync();
        AssertInOrder(
            system.WholeLog("ha-1"), "its health is bad from now on", "HAProxy finishes its requests",
            "HAProxy has ended; the agent leaves", "Exiting");
    }

    [Fact]
    public async Task The_command_leave_ends_HAProxy_too_where_a_stop_of_the_agent_would_not_and_shows_its_steps()
    {
        var system = await shared.BeginAsync(webs: 2, haProxy: null, agents: 2, "--HaProxy:OnStop=keep", "--HaProxy:LeaveNotice=1");
        var agent = system.Running["ha-1"];

        using var command = NodeProcess.Start(
            [
                LocalSystem.Program("ha"), "leave", $"--Node:ManagementPort={agent.ManagementPort}",
                $"--Node:StatePath={Path.Combine(system.Folder, "ha-1")}",
            ],
            "leave", Path.Combine(system.Folder, "leave.log"), managementPort: 0);

        Assert.True(await command.ExitAsync() == 0, await File.ReadAllTextAsync(command.Log));
        Assert.Equal(0, await agent.ExitAsync());
        Assert.False(system.Ha1.Runs());
        AssertInOrder(
            await File.ReadAllTextAsync(command.Log), "health is bad, HAProxy serves on until", "the agent has ended");
    }

    private static async Task<bool> ServesAsync(Uri url)
    {
        try
        {
            using var client = new HttpClient();
            using var answer = await client.GetAsync(url);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<HttpStatusCode> HealthAsync(Balancer balancer)
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(balancer.Url, "/health/balancer"));
        return answer.StatusCode;
    }

    private static void AssertInOrder(string text, params string[] parts)
    {
        var at = 0;
        foreach (var part in parts)
        {
            var found = text.IndexOf(part, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"'{part}' is not where it belongs in:\n{text}");
            at = found;
        }
    }

    private static string WriteFront(LocalSystem system, int port)
    {
        var path = Path.Combine(system.Folder, "front.cfg");
        File.WriteAllText(path, FrontProxy.ConfigOf(port, ("ha-1", system.Ha1.HttpPort), ("ha-2", system.Ha2.HttpPort)));
        return path;
    }
}
