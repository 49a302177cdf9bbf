using Xunit.Abstractions;

namespace Actors.EndToEnd;

/// <summary>
/// The last node of a service that serves is held when it leaves, until another serves or the bound is over (docs/adr/0036).
/// </summary>
public sealed class LastNodeSpecs(ITestOutputHelper output)
{
    private const int PerSecond = 200;
    private const string LongHold = "--HaProxy:HoldLastLeave=30";
    private const string LongPatience = "--Web:LeaveTimeout=60";
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly string[] Webs = ["web-1", "web-2", "web-3"];

    /// <summary>As an engine does that is told to make all containers of a service anew.</summary>
    [Theory, EachHaProxy]
    public async Task All_nodes_of_a_service_are_replaced_at_once_each_when_it_has_ended_and_nothing_is_lost(string haProxy)
    {
        await using var system = await Systems.OpenAsync(nodes: 5, haProxy);
        await StartAsync(system, 3, LongHold, LongPatience);
        await using var traffic = new SteadyTraffic(system, perSecond: PerSecond);
        await traffic.CoverAsync(PerSecond);

        await Task.WhenAll(Webs.Select(async name =>
        {
            Assert.Equal(0, await system.Running[name].StopAsync());
            system.StartAgain(name);
        }));

        await UntilAllServeAsync(system, 3);
        await traffic.CoverAsync(PerSecond);
        var report = await traffic.EndAsync();
        output.WriteLine($"{haProxy}: {report}");
        report.AssertNothingLost();
        Assert.Contains(
            Webs,
            name => system.WholeLog(name).Contains("is held by ha-1: it is the last node of web that serves", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_stays_alone_leaves_when_the_bound_is_over()
    {
        await using var system = await Systems.OpenAsync(nodes: 3);
        await StartAsync(system, 1, "--HaProxy:HoldLastLeave=8", LongPatience);
        var node = system.Running["web-1"];
        var began = TimeProvider.System.GetTimestamp();

        var exit = node.StopAsync();
        await UntilHeldAsync(system);

        Assert.Equal(0, await exit);
        Assert.True(TimeProvider.System.GetElapsedTime(began) >= TimeSpan.FromSeconds(8));
        Assert.Contains("waiting up to 8 s for another to serve", system.WholeLog("web-1"), StringComparison.Ordinal);
        Assert.Contains("web-1 has been removed by ha-1", system.WholeLog("web-1"), StringComparison.Ordinal);
    }

    [Theory, EachHaProxy]
    public async Task Another_that_serves_ends_the_hold(string haProxy)
    {
        await using var system = await Systems.OpenAsync(nodes: 4, haProxy);
        await StartAsync(system, 1, LongHold, LongPatience);
        await using var traffic = new SteadyTraffic(system, perSecond: PerSecond);
        var began = TimeProvider.System.GetTimestamp();

        var exit = system.Running["web-1"].StopAsync();
        await UntilHeldAsync(system);
        system.StartWeb(2);

        Assert.Equal(0, await exit);
        Assert.True(TimeProvider.System.GetElapsedTime(began) < Longest);
        await traffic.AssertNothingLostAsync();
    }

    private static async Task StartAsync(LocalSystem system, int webs, string hold, params string[] more)
    {
        system.StartSeed();
        system.StartHa(hold);
        for (var number = 1; number <= webs; number++)
        {
            system.StartWeb(number, more);
        }

        await UntilAllServeAsync(system, webs);
        // A node that leaves asks those agents that it has seen join.
        await system.UntilOneClusterAsync(["seed-1", "ha-1", .. Enumerable.Range(1, webs).Select(number => $"web-{number}")]);
    }

    private static Task UntilHeldAsync(LocalSystem system) =>
        system.UntilStatusAsync("web-1 is held", status => status.GetProperty("nodes").EnumerateArray().Any(node =>
        node.GetProperty("name").GetString() == "web-1" && node.GetProperty("state").GetString() == "Ready"
        && node.GetProperty("why").GetString() == "held: the last node of web that serves leaves once another serves"));

    private static Task UntilAllServeAsync(LocalSystem system, int webs) =>
        system.UntilServersAsync(
            system.Ha1, $"{webs} serve",
            servers => servers.Count == webs && servers.Values.All(server => server is { IsUp: true, IsDrained: false }));
}
