using System.Net;
using System.Net.Sockets;

namespace Actors.EndToEnd;

/// <summary>Whom a node takes for one of its own: not whatever is at an address that it has been told or remembers.</summary>
public sealed class IdentitySpecs
{
    [Fact]
    public async Task Another_system_at_the_address_of_a_listed_seed_stays_another()
    {
        await using var system = await Systems.OpenAsync(nodes: 6, seeds: 2);
        var own = system.Seeds.Split(',')[1];
        system.SettingsOf = node => node is "seed-2" or "web-2" ? [$"--Node:Seeds={own}"] : [];
        system.StartSeed(1);
        system.StartHa();
        system.StartWeb(1);
        await system.UntilOneClusterAsync("seed-1", "ha-1", "web-1");

        system.StartSeed(2);
        system.StartWeb(2);
        await system.UntilOneClusterAsync("seed-2", "web-2");
        await Eventually.BecomesAsync(
            "the agent names both clusters", system.Tail,
            () =>
                Task.FromResult(
                    (system.WholeLog("ha-1").Contains($"{own} is of cluster 'actors' (identity ", StringComparison.Ordinal), "")));
        // What has no memory goes to its own as well.
        system.StartWeb(3);

        await system.UntilOneClusterAsync("seed-1", "ha-1", "web-1", "web-3");
        await system.UntilOneClusterAsync("seed-2", "web-2");
        await system.UntilServedByAsync(1, 3);
        await system.UntilListedAsync(1, 3);
    }

    [Fact]
    public async Task A_server_of_others_at_a_remembered_address_holds_up_no_start()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        await using var system = await Systems.OpenAsync(nodes: 1);
        Directory.CreateDirectory(Path.Combine(system.Folder, "seed-1"));
        await File.WriteAllTextAsync(
            Path.Combine(system.Folder, "seed-1", "known-members.json"), $"""["{other.LocalEndpoint}", "203.0.113.7:4053"]""");

        system.StartSeed();

        // Half a minute without the question.
        await Eventually.BecomesAsync(
            "the seed forms a cluster", system.Tail, async () =>
            await system.MembersAsync("seed-1") is ["seed-1"] ? (true, "") : (false, "no member"), bound: TimeSpan.FromSeconds(20));
        Assert.Contains("are not asked: 203.0.113.7:4053", system.WholeLog("seed-1"), StringComparison.Ordinal);
    }
}
