using System.Globalization;
using System.Net.Sockets;

namespace Actors.EndToEnd;

/// <summary>A node that is stopped finishes what it has, and its web server stops only after every agent has taken it out.</summary>
[Collection(TwoAgentsSystem.Name)]
public sealed class DrainSpecs(TwoAgentsSystem shared)
{
    [Theory, AllHaProxies]
    public async Task What_is_in_flight_is_answered_and_only_then_the_web_server_stops(string haProxy)
    {
        var system = await shared.BeginAsync(webs: 2, haProxy);
        var leaving = system.Running["web-2"];
        using var slow = await SlowRequests.StartAsync(system, system.Ha1, "web-2", milliseconds: 9000);
        await using var traffic = new SteadyTraffic(system);
        var port = (await system.Ha1.ServersAsync())["web-2"].EndPoint.Split(':')[1];
        await using var order = new Throughout(async () =>
            await IsRefusedAsync(port) && (await system.Ha1.ServersAsync()).ContainsKey("web-2")
                ? "web-2 has stopped serving and HAProxy still has it"
                : null);

        var exit = leaving.StopAsync();
        await system.UntilServersAsync(
            system.Ha1, "web-2 is drained", servers => servers.GetValueOrDefault("web-2") is { IsDrained: true });
        Assert.True(slow.AreInFlight);

        await slow.AssertAnsweredAsync();
        Assert.Equal(0, await exit);
        await system.UntilListedAsync(1);
        await order.AssertHeldAsync();
        await traffic.AssertNothingLostAsync();
        Assert.Contains("web-2 has been removed by ha-1", await File.ReadAllTextAsync(leaving.Log), StringComparison.Ordinal);
    }

    [Theory, EachHaProxy]
    public async Task With_two_agents_both_have_let_it_finish(string haProxy)
    {
        var system = await shared.BeginAsync(webs: 2, haProxy, agents: 2);
        var leaving = system.Running["web-2"];
        using var slow = await SlowRequests.StartAsync(system, system.Ha2, "web-2", milliseconds: 10_000);
        await using var first = new SteadyTraffic(system, system.Ha1);
        await using var second = new SteadyTraffic(system, system.Ha2);

        var exit = leaving.StopAsync();
        await system.UntilServersAsync(system.Ha1, "web-2 is gone", servers => !servers.ContainsKey("web-2"));
        // Each removes it by itself: the other may not have come to it yet.
        await system.UntilServersAsync(
            system.Ha2, "web-2 is drained", servers => servers.GetValueOrDefault("web-2") is { IsDrained: true });
        Assert.True(slow.AreInFlight);

        await slow.AssertAnsweredAsync();
        Assert.Equal(0, await exit);
        await system.UntilServersAsync(system.Ha2, "web-2 is gone", servers => !servers.ContainsKey("web-2"));
        await first.AssertNothingLostAsync();
        await second.AssertNothingLostAsync();
        var log = await File.ReadAllTextAsync(leaving.Log);
        Assert.Contains("web-2 has been removed by ha-1", log, StringComparison.Ordinal);
        Assert.Contains("web-2 has been removed by ha-2", log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("STOP")]
    [InlineData("KILL")]
    public async Task An_agent_that_cannot_answer_does_not_hold_the_node_up(string signal)
    {
        var system = await shared.BeginAsync(webs: 1, agents: 2);
        var silent = system.Running["ha-2"];
        var leaving = system.StartWeb(2, "--Web:LeaveTimeout=4");
        await UntilBothServeAsync(system);
        using var slow = await SlowRequests.StartAsync(system, system.Ha2, "web-2", milliseconds: 6000);
        await using var first = new SteadyTraffic(system, system.Ha1);
        await using var second = new SteadyTraffic(system, system.Ha2);

        var exit = leaving.StopAsync();
        await system.UntilServersAsync(
            system.Ha2, "web-2 is drained", servers => servers.GetValueOrDefault("web-2") is { IsDrained: true });
        await Signals.SendAsync(signal, silent.Id);

        Assert.Equal(0, await exit);
        await slow.AssertAnsweredAsync();
        if (signal == "STOP")
        {
            await Signals.SendAsync("CONT", silent.Id);
        }
        else
        {
            system.StartAgain("ha-2");
        }

        await system.UntilServersAsync(system.Ha2, "web-2 is gone", servers => !servers.ContainsKey("web-2"));
        await system.UntilServersAsync(system.Ha1, "web-2 is gone", servers => !servers.ContainsKey("web-2"));
        await first.AssertNothingLostAsync();
        await second.AssertNothingLostAsync();
    }

    // A node that leaves asks those agents that it has seen join.
    private static async Task UntilBothServeAsync(LocalSystem system)
    {
        await system.UntilOneClusterAsync("seed-1", "ha-1", "ha-2", "web-1", "web-2");
        foreach (var balancer in new[] { system.Ha1, system.Ha2 })
        {
            await system.UntilServersAsync(
                balancer, "web-1 and web-2 are there", servers => servers.Count == 2 && servers.Values.All(server => server.IsUp));
        }
    }

    private static async Task<bool> IsRefusedAsync(string port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync("127.0.0.1", int.Parse(port, CultureInfo.InvariantCulture));
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
