using System.Net;
using Actors.Bench.Systems;

namespace Actors.Bench.Scenarios;

/// <summary>The balancer's own parts die, again and again, under the usual load.</summary>
internal static class Crashes
{
    private const int Times = 20;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    // One that dies sooner after its start is in a loop, and waits before the next start.
    private static readonly TimeSpan BetweenWorkers = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>What tells HAProxy of changes dies, and is started again.</summary>
    public static Task<Round> AgentAsync(IBalancedSystem system) => AgentAsync(system, Times);

    /// <summary>The same, so many times.</summary>
    public static async Task<Round> AgentAsync(IBalancedSystem system, int times)
    {
        var (traffic, at, endedAt) = await Changes.UnderLoadAsync(system, async _ =>
        {
            for (var time = 0; time < times; time++)
            {
                await system.KillAgentAsync();
                await system.UntilUpAsync(Changes.Webs);
                await Task.Delay(Between, TimeProvider.System, CancellationToken.None);
            }

            return TimeProvider.System.GetTimestamp();
        });
        return Round.Of(traffic, ($"{times} kills s", TimeProvider.System.GetElapsedTime(at, endedAt).TotalSeconds));
    }

    /// <summary>The HAProxy process that serves dies.</summary>
    public static async Task<Round> WorkerAsync(IBalancedSystem system)
    {
        var away = new List<double>();
        var (traffic, _, _) = await Changes.UnderLoadAsync(system, async _ =>
        {
            for (var time = 0; time < Times; time++)
            {
                var at = TimeProvider.System.GetTimestamp();
                await system.KillWorkerAsync();
                await UntilServingAsync(system);
                away.Add(TimeProvider.System.GetElapsedTime(at).TotalSeconds);
                await system.UntilUpAsync(Changes.Webs);
                await Task.Delay(BetweenWorkers, TimeProvider.System, CancellationToken.None);
            }

            return TimeProvider.System.GetTimestamp();
        });
        away.Sort();
        return Round.Of(traffic, ("away s, median of 20", away[Times / 2]), ("away s, worst of 20", away[^1]));
    }

    private static async Task UntilServingAsync(IBalancedSystem system)
    {
        using var client = new HttpClient(
            new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero })
        { Timeout = TimeSpan.FromSeconds(2) };
        using var limit = new CancellationTokenSource(Longest);
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{system.HttpPort}/"), limit.Token);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // not yet
            }

            if (limit.IsCancellationRequested)
            {
                throw new TimeoutException($"{system.Name} does not serve again.\n{system.Tail()}");
            }

            await Task.Delay(LookEvery, TimeProvider.System, CancellationToken.None);
        }
    }
}
