using System.Text.Json;

namespace Actors.Harness;

/// <content>What tests wait for.</content>
public sealed partial class LocalSystem
{
    /// <summary>Sends requests, each on a connection of its own, until exactly these nodes have answered.</summary>
    public Task UntilServedByAsync(params int[] webs) =>
        Eventually.BecomesAsync($"requests are answered by web {string.Join(", ", webs)}", Tail, async () =>
    {
        var wanted = webs.Select(web => $"web-{web}").ToHashSet(StringComparer.Ordinal);
        var hosts = new SortedSet<string>(StringComparer.Ordinal);
        // One that should not have answered is enough to know.
        for (var i = 0; i < 4 * webs.Length && hosts.IsSubsetOf(wanted); i++)
        {
            hosts.Add((await GetAsync()).Host);
        }

        return (hosts.SetEquals(wanted), string.Join(' ', hosts));
    });

    /// <summary>Waits until the stats page, the node files and the configuration all name exactly these nodes.</summary>
    public Task UntilListedAsync(params int[] webs) =>
        Eventually.BecomesAsync($"stats page, node files and configuration list web {string.Join(", ", webs)}", Tail, async () =>
    {
        var wanted = string.Join(' ', webs.Select(web => $"web-{web}").Order(StringComparer.Ordinal));
        var stats = string.Join(' ', (await ServersAsync()).Keys.Order(StringComparer.Ordinal));
        var files = string.Join(
            ' ', Directory.GetFiles(NodesPath, "*.json").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
        var config = string.Join(
            ' ',
            (await File.ReadAllLinesAsync(ConfigPath)).Where(line => line.StartsWith("    server ", StringComparison.Ordinal))
                .Select(line => line.Split(' ')[5]));
        return (stats == wanted && files == wanted && config == wanted, $"stats: {stats}; files: {files}; configuration: {config}");
    });

    /// <summary>Waits until HAProxy's servers are as wanted.</summary>
    public Task UntilServersAsync(Balancer balancer, string what, Func<IReadOnlyDictionary<string, SeenServer>, bool> isSo) =>
        Eventually.BecomesAsync(
            $"{what}, at {balancer.Name}", Tail,
            async () => await balancer.ServersAsync() is var servers && isSo(servers) ? (true, "") : (false, string.Join("; ", servers)));

    /// <summary>Waits until what an agent says of itself is as wanted.</summary>
    public Task UntilStatusAsync(string what, Func<JsonElement, bool> isSo, string agent = "ha-1") =>
        Eventually.BecomesAsync(
            $"{what}, in the status of {agent}", Tail,
            async () => await StatusAsync(agent) is var status && isSo(status) ? (true, "") : (false, status.GetRawText()));

    /// <summary>Waits until the agent has nothing left to do: what it counts is counted.</summary>
    public Task UntilSettledAsync(string agent = "ha-1") => UntilStatusAsync(
        "nothing is left to do",
        status =>
        status.GetProperty("phase").GetString() == "Idle"
            && status.GetProperty("revisionApplied").GetInt64() == status.GetProperty("revisionDesired").GetInt64(),
        agent);

    /// <summary>Waits until each of these nodes sees the same members, all up, and nobody else.</summary>
    public Task UntilOneClusterAsync(params string[] names) =>
        Eventually.BecomesAsync($"one cluster of {string.Join(", ", names)}", Tail, async () =>
        await OtherViewAsync(names) is { } other ? (false, other) : (true, ""));

    /// <summary>Waits until one of these nodes does not see all of them as they should be.</summary>
    public Task UntilBrokenAsync(params string[] names) =>
        Eventually.BecomesAsync($"no whole cluster of {string.Join(", ", names)} any more", Tail, async () =>
        await OtherViewAsync(names) is { } ? (true, "") : (false, "whole"));

    /// <summary>What the first of these nodes says that does not see exactly them, all up; null where each does.</summary>
    private async Task<string?> OtherViewAsync(string[] names)
    {
        var whole = string.Join(' ', names.Order(StringComparer.Ordinal).Select(name => $"{name}:Up:True"));
        foreach (var name in names)
        {
            var view = string.Join(' ', (await JsonAsync(name, "/cluster")).GetProperty("members").EnumerateArray()
                .Select(member =>
                $"{member.GetProperty("name").GetString()}:{member.GetProperty("status").GetString()}:"
                + $"{member.GetProperty("reachable").GetBoolean()}"));
            if (view != whole)
            {
                return $"{name} sees {view}";
            }
        }

        return null;
    }
}
