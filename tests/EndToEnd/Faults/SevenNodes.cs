using System.Text.Json;
using Actors.Harness.Networks;

namespace Actors.EndToEnd.Faults;

/// <summary>
/// Two seeds, two agents and three web nodes on a network of their own, which the tests of faults share. Each begins and ends with one
/// whole cluster.
/// </summary>
public sealed class SevenNodes : IAsyncLifetime
{
    public static readonly IReadOnlyList<string> Seeds = ["seed-1", "seed-2"];
    public static readonly IReadOnlyList<string> Agents = ["ha-1", "ha-2"];
    public static readonly IReadOnlyList<string> Webs = ["web-1", "web-2", "web-3"];
    public static readonly IReadOnlyList<string> All = [.. Seeds, .. Agents, .. Webs];

    /// <summary>
    /// Requests a second to each agent: what is looked for goes on for seconds, and each request crosses to another namespace, which costs
    /// the nodes the processors that they need.
    /// </summary>
    public const int PerSecond = 40;

    public Lan Lan { get; private set; } = null!;

    public LocalSystem System { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Lan = await Lan.CreateAsync([.. All]);
        System = await Systems.OpenAsync(All.Count, seeds: Seeds.Count, network: Lan);
        System.StartSeed(1);
        System.StartSeed(2);
        System.StartHa();
        System.StartHa2();
        for (var web = 1; web <= Webs.Count; web++)
        {
            System.StartWeb(web);
        }
    }

    public async Task DisposeAsync()
    {
        await System.DisposeAsync();
        await Lan.DisposeAsync();
    }

    /// <summary>All of them run, all can reach each other, and no log has anything of what was before.</summary>
    public async Task<LocalSystem> BeginAsync()
    {
        await Lan.MendAsync();
        foreach (var name in All.Except(System.Running.Keys))
        {
            System.StartAgain(name);
        }

        await UntilWholeAsync();
        System.ClearLogs();
        return System;
    }

    public async Task UntilWholeAsync()
    {
        await System.UntilOneClusterAsync([.. All]);
        foreach (var agent in new[] { System.Ha1, System.Ha2 })
        {
            await System.UntilServersAsync(
                agent, "every web node gets traffic",
                servers => Webs.All(web => servers.TryGetValue(web, out var server) && server.IsUp) && servers.Count == Webs.Count);
            await System.UntilStatusAsync(
                "the servers are not frozen", status => status.GetProperty("frozen").ValueKind == JsonValueKind.Null, agent.Name);
        }

        await System.UntilServedByAsync(1, 2, 3);
    }

    /// <summary>Waits until none of these groups has a member of another one in its cluster any more.</summary>
    public Task UntilApartAsync(params IReadOnlyList<string>[] groups) =>
        Eventually.BecomesAsync("each side has given the others up", System.Tail, async () =>
    {
        var members = await Task.WhenAll(All.Select(async name => (Name: name, Members: await System.MembersAsync(name))));
        var mixed = members.Where(node => groups.Any(group => group.Contains(node.Name) && node.Members.Except(group).Any())).ToList();
        return (mixed.Count == 0, string.Join("; ", mixed.Select(node => $"{node.Name} has {string.Join(' ', node.Members)}")));
    });
}

/// <summary>The tests that share <see cref="SevenNodes"/>, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class SevenNodesCollection : ICollectionFixture<SevenNodes>
{
    public const string Name = "seven nodes";
}
