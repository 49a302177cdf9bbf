using Actors.Harness;

namespace Actors.Bench;

/// <summary>One event against a running system of three web nodes, under load.</summary>
internal static class Scenarios
{
    public const int PerSecond = 300;
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(4);

    public static readonly IReadOnlyDictionary<string, Func<LocalSystem, int, Task<Round>>> All = new Dictionary<string, Func<LocalSystem, int, Task<Round>>>(StringComparer.Ordinal)
    {
        ["join"] = JoinAsync,
        ["stop"] = StopAsync,
        ["kill"] = KillAsync,
    };

    /// <summary>From the spawn of a web process to the first request that it answers through HAProxy.</summary>
    private static async Task<Round> JoinAsync(LocalSystem system, int number)
    {
        var load = new OpenLoopLoad(system.HttpPort, PerSecond);
        await PassAsync(Before);
        var at = TimeProvider.System.GetTimestamp();
        var web = system.StartWeb(number);
        var name = $"web-{number}";
        await Eventually.BecomesAsync($"{name} serves", system.Tail, () => Task.FromResult((load.Records.Any(record => record.Host == name), "")));
        await PassAsync(Before);
        var records = await load.EndAsync();
        var served = records.Where(record => record.Host == name).Min(record => record.AnsweredAt);
        await web.StopAsync();
        await system.UntilListedAsync(1, 2, 3);
        return Round.Of(records, at, TimeProvider.System.GetElapsedTime(at, served));
    }

    /// <summary>SIGTERM: how long until no request goes to the node.</summary>
    private static async Task<Round> StopAsync(LocalSystem system, int number) => await EndAsync(system, number, async web => _ = await web.StopAsync());

    /// <summary>SIGKILL: how long until HAProxy sends nothing there any more.</summary>
    private static async Task<Round> KillAsync(LocalSystem system, int number) => await EndAsync(system, number, web => web.KillAsync());

    private static async Task<Round> EndAsync(LocalSystem system, int number, Func<NodeProcess, Task> end)
    {
        var name = $"web-{number}";
        var web = system.StartWeb(number);
        await system.UntilServedByAsync(1, 2, 3, number);
        var load = new OpenLoopLoad(system.HttpPort, PerSecond);
        await PassAsync(Before);
        var at = TimeProvider.System.GetTimestamp();
        var ending = end(web);
        await Eventually.BecomesAsync($"{name} is out", system.Tail, async () =>
            (!(await system.ServersAsync()).TryGetValue(name, out var state) || !state.StartsWith("UP", StringComparison.Ordinal), ""));
        var outAt = TimeProvider.System.GetTimestamp();
        await ending;
        await PassAsync(After);
        var records = await load.EndAsync();
        await system.UntilListedAsync(1, 2, 3);
        // A node that still answers is still in, whatever the list says.
        var lastAnswer = records.Where(record => record.Host == name).Max(record => record.SentAt);
        return Round.Of(records, at, TimeProvider.System.GetElapsedTime(at, Math.Max(outAt, lastAnswer)));
    }

    private static Task PassAsync(TimeSpan time) => Task.Delay(time, TimeProvider.System, CancellationToken.None);
}

/// <summary>What one round gave.</summary>
/// <param name="Seconds">The time of the scenario.</param>
/// <param name="Sent">Requests sent.</param>
/// <param name="Lost">Requests not answered with 200.</param>
/// <param name="FailingSeconds">From the first lost request to the last.</param>
/// <param name="P99Milliseconds">The latency of those that were answered, 99th percentile, after the event.</param>
internal sealed record Round(double Seconds, int Sent, int Lost, double FailingSeconds, double P99Milliseconds)
{
    public static Round Of(IReadOnlyList<RequestRecord> records, long at, TimeSpan time)
    {
        var lost = records.Where(record => record.IsLost).ToList();
        var failing = lost.Count == 0 ? TimeSpan.Zero : TimeProvider.System.GetElapsedTime(lost.Min(record => record.SentAt), lost.Max(record => record.AnsweredAt));
        var latencies = records.Where(record => !record.IsLost && record.SentAt >= at)
            .Select(record => TimeProvider.System.GetElapsedTime(record.SentAt, record.AnsweredAt).TotalMilliseconds).Order().ToList();
        return new Round(time.TotalSeconds, records.Count, lost.Count, failing.TotalSeconds, latencies.Count == 0 ? 0 : latencies[(int)(latencies.Count * 0.99)]);
    }
}
