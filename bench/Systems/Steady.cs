using Actors.Harness;

namespace Actors.Bench.Systems;

/// <summary>Waits until a system is as it should be: what each round begins and ends with.</summary>
internal static class Steady
{
    /// <summary>Waits until HAProxy has exactly these nodes, and all of them up.</summary>
    public static Task UntilUpAsync(this IBalancedSystem system, IEnumerable<int> numbers)
    {
        var wanted = string.Join(' ', numbers.Select(number => $"{system.HostOf(number)}:UP").Order(StringComparer.Ordinal));
        return Eventually.BecomesAsync($"HAProxy of {system.Name} has {wanted}", system.Tail, async () =>
        {
            var seen = string.Join(
                ' ',
                (await system.ServersAsync()).Select(server => $"{server.Key}:{server.Value.Split(' ')[0]}").Order(StringComparer.Ordinal));
            return (seen == wanted, seen);
        });
    }

    /// <summary>Waits until exactly these hosts get traffic; others may still be listed without.</summary>
    public static Task UntilServingAsync(this IBalancedSystem system, IReadOnlySet<string> hosts) =>
        Eventually.BecomesAsync($"HAProxy of {system.Name} serves {string.Join(' ', hosts)}", system.Tail, async () =>
        {
            var up = (await system.ServersAsync()).Where(server => server.Value.StartsWith("UP", StringComparison.Ordinal))
                .Select(server => server.Key).ToList();
            return (hosts.SetEquals(up), string.Join(' ', up));
        });

    /// <summary>Starts a node and waits until its port listens.</summary>
    public static async Task AddAndListenAsync(this IBalancedSystem system, int number) => await system.AddWeb(number).ListeningAt;

    /// <summary>Waits until HAProxy sends a node nothing new; when that was.</summary>
    public static async Task<long> UntilOutAsync(this IBalancedSystem system, int number, TimeSpan? bound = null)
    {
        var host = system.HostOf(number);
        await Eventually.BecomesAsync($"{host} is out", system.Tail, async () =>
            (!(await system.ServersAsync()).TryGetValue(host, out var state) || !state.StartsWith(
                "UP", StringComparison.Ordinal), "still in"), bound);
        return TimeProvider.System.GetTimestamp();
    }

    /// <summary>The same, for a while only; null where it goes on to get something.</summary>
    public static async Task<long?> IfOutWithinAsync(this IBalancedSystem system, int number, TimeSpan bound)
    {
        try
        {
            return await system.UntilOutAsync(number, bound);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
