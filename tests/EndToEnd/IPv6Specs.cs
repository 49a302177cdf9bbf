using Actors.Harness.Networks;

namespace Actors.EndToEnd;

/// <summary>Nodes that are reached by IPv6, beside what <see cref="MembershipOnIPv6Specs"/> shows.</summary>
public sealed class IPv6Specs
{
    [Fact]
    public async Task Nodes_on_the_IPv6_loopback_come_are_served_leave_and_die()
    {
        await using var system = await Systems.OpenAsync(nodes: 4, network: Loopback.IPv6);
        system.StartSeed();
        system.StartHa();
        system.StartWeb(1);
        // Another spelling of the same address.
        system.StartWeb(2, "--Node:Host=[0:0::1]");
        await system.UntilOneClusterAsync("seed-1", "ha-1", "web-1", "web-2");
        await system.UntilServedByAsync(1, 2);
        await system.UntilListedAsync(1, 2);
        var members = (await system.AskAsync(HttpMethod.Get, "web-2", "/cluster")).Json.GetProperty("members").EnumerateArray()
            .Select(member => member.GetProperty("address").GetString()!).ToList();
        Assert.All(members, address => Assert.StartsWith("akka.tcp://actors@[::1]:", address, StringComparison.Ordinal));

        Assert.Equal(0, await system.Running["web-1"].StopAsync());
        await system.UntilServedByAsync(2);
        await system.UntilListedAsync(2);

        system.StartAgain("web-1");
        await system.UntilServedByAsync(1, 2);
        await system.Running["web-2"].KillAsync();
        await system.UntilOneClusterAsync("seed-1", "ha-1", "web-1");
        await system.UntilListedAsync(1);
    }

    [Fact]
    [Trait("Needs", "Root")]
    public async Task A_seed_with_a_name_of_IPv6_only_is_found_by_nodes_that_take_their_address_from_the_machine()
    {
        await using var network = new IPv6Only { Names = node => node == "seed-1" ? IPv6Only.HostName : IPv6Only.Address };
        await network.LayAsync();
        await using var system = await Systems.OpenAsync(nodes: 3, network: network);
        var api = $"[{IPv6Only.Address}]:{Ports.Free()}";
        system.SettingsOf = node => node switch { "seed-1" => [], "ha-1" => ["--Node:Host=", $"--Api:Bind={api}"], _ => ["--Node:Host="] };

        system.StartSeed();
        system.StartHa();
        system.StartWeb(1);

        await system.UntilOneClusterAsync("seed-1", "ha-1", "web-1");
        await system.UntilServedByAsync(1);
        using var user = system.ClientOfUsers(TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Equal("live", await user.GetStringAsync(new Uri($"http://{api}/health/live")));
        Assert.Contains($"server web-1 [{IPv6Only.Address}]:", await File.ReadAllTextAsync(system.ConfigPath), StringComparison.Ordinal);
    }
}
