using System.Text.Json;

namespace Actors.EndToEnd;

/// <summary>An operator's freeze is told to one agent and holds at each, also at one that starts again or is new, until any is told to
/// thaw.</summary>
[Collection(TwoAgentsSystem.Name)]
public sealed class FrozenAgentsSpecs(TwoAgentsSystem shared)
{
    private static readonly string[] Agents = ["ha-1", "ha-2"];

    [Fact]
    public async Task A_node_that_dies_is_removed_at_neither_agent_even_after_a_restart_until_one_is_told_to_thaw()
    {
        var system = await shared.BeginAsync(webs: 3, agents: 2);

        Assert.Equal(202, await system.PostAsync("ha-1", "/api/freeze?reason=a%20switch%20is%20replaced"));
        await UntilFrozenAsync(system, Agents);
        await system.Running["web-3"].KillAsync();
        await system.UntilOneClusterAsync("seed-1", "ha-1", "ha-2", "web-1", "web-2");
        await UntilFrozenAsync(system, Agents, "web-3");
        await system.Running["ha-2"].KillAsync();
        system.StartAgain("ha-2");
        await system.UntilOneClusterAsync("seed-1", "ha-1", "ha-2", "web-1", "web-2");
        // New nodes come in.
        system.StartWeb(4);
        await UntilServersAsync(system, "web-1", "web-2", "web-3", "web-4");
        await UntilFrozenAsync(system, Agents, "web-3");

        Assert.Equal(202, await system.PostAsync("ha-2", "/api/thaw"));

        await UntilServersAsync(system, "web-1", "web-2", "web-4");
        await UntilThawedAsync(system);
        Assert.Equal("servers frozen, api, 127.0.0.1, a switch is replaced", await CommandAsync(system, "ha-1"));
        Assert.Equal("servers thawed, api, 127.0.0.1, ", await CommandAsync(system, "ha-2"));
    }

    [Fact]
    public async Task An_agent_that_is_new_is_frozen_too()
    {
        var system = await shared.BeginAsync(webs: 2);
        Assert.Equal(202, await system.PostAsync("ha-1", "/api/freeze?reason=a%20switch%20is%20replaced"));
        await UntilFrozenAsync(system, ["ha-1"]);

        system.StartHa2();

        await UntilFrozenAsync(system, Agents);
        Assert.Equal(202, await system.PostAsync("ha-1", "/api/thaw"));
        await UntilThawedAsync(system);
    }

    private static async Task UntilFrozenAsync(LocalSystem system, string[] agents, params string[] held)
    {
        foreach (var agent in agents)
        {
            await system.UntilStatusAsync(
                $"it is frozen, with {held.Length} nodes held",
                status => status.GetProperty("frozen") is { ValueKind: JsonValueKind.Object } frozen
                    && (Text(frozen, "by"), Text(frozen, "from"), Text(frozen, "reason")) == ("api", "127.0.0.1", "a switch is replaced")
                    && frozen.GetProperty("held").EnumerateArray().Select(name => name.GetString()).SequenceEqual(held),
                agent);
        }
    }

    private static async Task UntilThawedAsync(LocalSystem system)
    {
        foreach (var agent in Agents)
        {
            await system.UntilStatusAsync("it is thawed", status => status.GetProperty("frozen").ValueKind == JsonValueKind.Null, agent);
        }
    }

    private static async Task UntilServersAsync(LocalSystem system, params string[] names)
    {
        foreach (var balancer in new[] { system.Ha1, system.Ha2 })
        {
            await system.UntilServersAsync(
                balancer, $"{string.Join(' ', names)} are there", servers => names.ToHashSet().SetEquals(servers.Keys));
        }
    }

    /// <summary>The newest command in an agent's history.</summary>
    private static async Task<string> CommandAsync(LocalSystem system, string agent)
    {
        var command = (await system.HistoryAsync(agent)).EnumerateArray().First(row => Text(row, "by") == "command");
        return string.Join(", ", new[] { "trigger", "author", "from", "reason" }.Select(name => Text(command, name)));
    }

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();
}
