using Actors.Bench.Load;
using Actors.Bench.Systems;

namespace Actors.Bench.Scenarios;

/// <summary>One change of a running system of three web nodes, under the usual load.</summary>
internal static class Changes
{
    public static readonly int[] Webs = [1, 2, 3];
    private const int Fourth = 4;
    private const int Victim = 3;
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(12);

    /// <summary>
    /// The usual load for a while: a node that has just started is still busy with itself (compiling, for some ten seconds), and
    /// on two cores that would be measured as everybody's.
    /// </summary>
    public static async Task WarmUpAsync(IBalancedSystem system, TimeSpan time)
    {
        var load = UserLoad.Usual(system.HttpPort);
        await PassAsync(time);
        await load.EndAsync();
    }

    /// <summary>A fourth node comes.</summary>
    public static async Task<Round> JoinAsync(IBalancedSystem system)
    {
        Arrival? arrival = null;
        var before = (await system.ChangeTimesAsync()).Count;
        var (traffic, at, servedAt) = await UnderLoadAsync(system, async load =>
        {
            arrival = system.AddWeb(Fourth);
            return await UntilServedAsync(system, load, Fourth, arrival.SpawnedAt);
        });
        var changeTimes = (await system.ChangeTimesAsync()).Skip(before);
        await system.StopWebAsync(Fourth);
        await system.UntilUpAsync(Webs);
        return Round.Of(
            traffic, ("from spawn s", Seconds(at, servedAt)),
            ("from listening s", Seconds(await arrival!.ListeningAt, servedAt))).With(changeTimes);
    }

    /// <summary>A node is stopped in good order.</summary>
    public static async Task<Round> StopAsync(IBalancedSystem system)
    {
        var ended = 0.0;
        var (traffic, at, outAt) = await UnderLoadAsync(system, async _ =>
        {
            var began = TimeProvider.System.GetTimestamp();
            var ending = system.StopWebAsync(Victim);
            var seenOut = await system.UntilOutAsync(Victim);
            await ending;
            ended = Seconds(began, TimeProvider.System.GetTimestamp());
            return seenOut;
        });
        await BackAsync(system);
        return Round.Of(traffic, ("until out s", Seconds(at, outAt)), ("until ended s", ended));
    }

    /// <summary>A node dies.</summary>
    public static async Task<Round> KillAsync(IBalancedSystem system)
    {
        long? closedAt = null;
        var (traffic, at, outAt) = await UnderLoadAsync(
            system,
            async _ =>
            {
                closedAt = await system.KillWebAsync(Victim);
                return await system.UntilOutAsync(Victim);
            },
            () => closedAt);
        await BackAsync(system);
        return Round.Of(traffic, ("until out s", Seconds(at, outAt)));
    }

    /// <summary>A node's app stands still for longer than any client waits, and goes on.</summary>
    public static async Task<Round> HangAsync(IBalancedSystem system)
    {
        var measures = new List<(string, double)> { ("stood still s", Hang.TotalSeconds) };
        var (traffic, _, _) = await UnderLoadAsync(system, async _ =>
        {
            var began = TimeProvider.System.GetTimestamp();
            await system.PauseWebAsync(Victim);
            try
            {
                var outAt = system.IfOutWithinAsync(Victim, Hang);
                await PassAsync(Hang);
                if (await outAt is { } moment)
                {
                    measures.Add(("until out s", Seconds(began, moment)));
                }
            }
            finally
            {
                await system.ResumeWebAsync(Victim);
            }

            return began;
        });
        await system.UntilUpAsync(Webs);
        return Round.Of(traffic, [.. measures]);
    }

    /// <summary>Every node is stopped and started again, the next once the last one serves.</summary>
    public static async Task<Round> RollingAsync(IBalancedSystem system)
    {
        var (traffic, at, servedAt) = await UnderLoadAsync(system, async load =>
        {
            var served = 0L;
            foreach (var number in Webs)
            {
                await system.StopWebAsync(number);
                served = await UntilServedAsync(system, load, number, system.AddWeb(number).SpawnedAt);
                await system.UntilUpAsync(Webs);
            }

            return served;
        });
        return Round.Of(traffic, ("all again s", Seconds(at, servedAt)));
    }

    public static async Task<long> UntilServedAsync(IBalancedSystem system, UserLoad load, int number, long since, TimeSpan? longest = null)
    {
        var host = system.HostOf(number);
        using var limit = new CancellationTokenSource(longest ?? TimeSpan.FromMinutes(1));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!load.HasServed(host, since))
        {
            if (limit.IsCancellationRequested)
            {
                throw new TimeoutException($"{host} of {system.Name} served nothing in time.\n{system.Tail()}");
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        return TimeProvider.System.GetTimestamp();
    }

    /// <summary>Runs a change in the midst of the usual load; what users saw, when it began, and the moment that it gives.</summary>
    /// <param name="system">The system.</param>
    /// <param name="change">What is done to it.</param>
    /// <param name="closedAt">When the port of a node that died was closed, where one did.</param>
    public static async Task<(Traffic Traffic, long At, long Moment)> UnderLoadAsync(
        IBalancedSystem system, Func<UserLoad, Task<long>> change, Func<long?>? closedAt = null)
    {
        var reloads = await system.ReloadsAsync();
        var load = UserLoad.Usual(system.HttpPort);
        await PassAsync(Before);
        var at = TimeProvider.System.GetTimestamp();
        var moment = await change(load);
        await PassAsync(After);
        var records = await load.EndAsync();
        return (Traffic.Of(records, system.Journal(), at, await system.ReloadsAsync() - reloads, closedAt?.Invoke()), at, moment);
    }

    private static async Task BackAsync(IBalancedSystem system)
    {
        await system.AddAndListenAsync(Victim);
        await system.UntilUpAsync(Webs);
    }

    private static double Seconds(long from, long to) => TimeProvider.System.GetElapsedTime(from, to).TotalSeconds;

    private static Task PassAsync(TimeSpan time) => Task.Delay(time, TimeProvider.System, CancellationToken.None);
}
