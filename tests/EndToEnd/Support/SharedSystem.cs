using System.Text.Json;
using Actors.Harness.Networks;

namespace Actors.EndToEnd.Support;

/// <summary>
/// A system that the tests of a class share, one after the other. Each says what it begins with, and whatever is otherwise is ended,
/// started or taken back first: no test depends on what another left.
/// </summary>
/// <param name="nodes">How many processes of nodes the largest of them has.</param>
public abstract class SharedSystem(int nodes) : IAsyncLifetime
{
    private const string Seed = "seed-1";
    private LocalSystem? _system;

    /// <summary>What connects its nodes; null for loopback.</summary>
    protected INetwork? Network { get; init; }

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync()
    {
        if (_system is { } system)
        {
            await system.DisposeAsync();
        }
    }

    /// <summary>The system as it is: for what has to be in its folder before it begins.</summary>
    internal async Task<LocalSystem> OpenAsync() => _system ??= await LocalSystem.OpenAsync(nodes, network: Network);

    /// <summary>
    /// A seed, these agents, and web nodes of the demo app from 1 on: one cluster, all served, nothing left to do, and nothing in the logs
    /// of what was before.
    /// </summary>
    /// <param name="webs">How many web nodes.</param>
    /// <param name="haProxy">The version of HAProxy; the newest for null.</param>
    /// <param name="agents">How many agents.</param>
    /// <param name="settings">What each of the agents is given.</param>
    internal async Task<LocalSystem> BeginAsync(int webs = 2, string? haProxy = null, int agents = 1, params string[] settings)
    {
        var system = await OpenAsync();
        system.HaProxy = HaProxies.PathOf(haProxy ?? HaProxies.Newest);
        string[] given = [$"--HaProxy:Binary={system.HaProxy}", .. settings];
        Balancer[] balancers = [.. new[] { system.Ha1, system.Ha2 }.Take(agents)];
        var wanted = Enumerable.Range(1, webs).ToDictionary(web => $"web-{web}", _ => Array.Empty<string>());
        foreach (var balancer in balancers)
        {
            wanted[balancer.Name] = given;
        }

        try
        {
            await EndAllButAsync(system, wanted);
            StartMissing(system, balancers, settings, webs);
            await UntilWholeAsync(system, balancers, webs);
            return system;
        }
        catch
        {
            // The next test gets another one: it is not to fail by what this one found.
            _system = null;
            await system.DisposeAsync();
            throw;
        }
    }

    private static async Task EndAllButAsync(LocalSystem system, Dictionary<string, string[]> wanted)
    {
        var running = system.Running;
        await Signals.SendAsync("CONT", [.. running.Values.Select(process => process.Id)]);
        foreach (var agent in running.Keys.Where(name => name.StartsWith("ha-", StringComparison.Ordinal)))
        {
            await TakeBackOrdersAsync(system, agent);
        }

        var others = running.Values.Where(process =>
            process.Name != Seed
                && !(wanted.TryGetValue(process.Name, out var given) && system.GivenTo(process.Name)!.SequenceEqual(given))).ToList();
        // Nodes first, and gracefully, while there are agents that let them go.
        await Task.WhenAll(others.Where(process => !IsAgent(process.Name)).Select(process => process.StopAsync()));
        await Task.WhenAll(others.Where(process => IsAgent(process.Name)).Select(process => process.StopAsync()));
        foreach (
            var balancer in new[] { system.Ha1, system.Ha2 }.Where(balancer =>
                balancer.Runs() && !system.Running.ContainsKey(balancer.Name)))
        {
            await Signals.SendAsync("TERM", balancer.Pid());
            await Eventually.BecomesAsync(
                $"the HAProxy that {balancer.Name} left ends", system.Tail, () => Task.FromResult((!balancer.Runs(), "")));
        }

        system.ClearLogs();
    }

    // An agent that another test has just started again takes its time to answer.
    private static Task TakeBackOrdersAsync(LocalSystem system, string agent) =>
        Eventually.BecomesAsync($"{agent} has no orders any more", system.Tail, async () =>
    {
        var token = system.TokenOf(agent);
        if ((await system.StatusAsync(agent)).GetProperty("frozen").ValueKind != JsonValueKind.Null)
        {
            await system.AskAsync(HttpMethod.Post, agent, "/api/thaw", token);
        }

        var nodes = (await system.AskAsync(HttpMethod.Get, agent, "/api/nodes")).Json;
        foreach (
            var name in nodes.EnumerateArray().Where(node => node.GetProperty("order").ValueKind != JsonValueKind.Null)
                .Select(node => node.GetProperty("name").GetString()))
        {
            await system.AskAsync(HttpMethod.Post, agent, $"/api/nodes/{name}/ready", token);
            await system.AskAsync(HttpMethod.Post, agent, $"/api/nodes/{name}/weight", token, """{ "weight": null }""");
        }

        return (true, "");
    });

    private static void StartMissing(LocalSystem system, Balancer[] balancers, string[] settings, int webs)
    {
        var running = system.Running;
        if (!running.ContainsKey(Seed))
        {
            system.StartSeed();
        }

        foreach (var balancer in balancers.Where(balancer => !running.ContainsKey(balancer.Name)))
        {
            _ = balancer == system.Ha1 ? system.StartHa(settings) : system.StartHa2(settings);
        }

        foreach (var web in Enumerable.Range(1, webs).Where(web => !running.ContainsKey($"web-{web}")))
        {
            system.StartWeb(web);
        }
    }

    private static async Task UntilWholeAsync(LocalSystem system, Balancer[] balancers, int webs)
    {
        int[] numbers = [.. Enumerable.Range(1, webs)];
        string[] names = [.. numbers.Select(web => $"web-{web}")];
        await system.UntilOneClusterAsync([Seed, .. balancers.Select(balancer => balancer.Name), .. names]);
        foreach (var balancer in balancers)
        {
            await system.UntilStatusAsync("all is well", status => IsWell(status, names), balancer.Name);
        }

        // Without any there is no service, and no backend of it.
        foreach (var balancer in balancers.Where(_ => webs > 0))
        {
            await system.UntilServersAsync(balancer, "they get their full traffic", servers =>
                names.ToHashSet().SetEquals(servers.Keys) && servers.Values.All(server => server is { IsUp: true, Weight: 100 }));
        }

        if (balancers.Length > 0 && webs > 0)
        {
            await system.UntilServedByAsync(numbers);
            await system.UntilListedAsync(numbers);
        }
    }

    private static bool IsWell(JsonElement status, string[] names) =>
        names.ToHashSet().SetEquals(status.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("name").GetString()!))
        && status.GetProperty("frozen").ValueKind == JsonValueKind.Null && status.GetProperty("lastFailure").ValueKind == JsonValueKind.Null
        && status.GetProperty("phase").GetString() == "Idle"
        && status.GetProperty("revisionApplied").GetInt64() == status.GetProperty("revisionDesired").GetInt64();

    private static bool IsAgent(string name) => name.StartsWith("ha-", StringComparison.Ordinal);
}
