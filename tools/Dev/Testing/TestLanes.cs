namespace Actors.Dev.Testing;

/// <summary>Runs things side by side, each started in its turn as soon as a lane is free.</summary>
internal static class TestLanes
{
    /// <param name="work">What is to be done, in the order in which it is started.</param>
    /// <param name="lanes">As many at once; each lane opens when its task ends, however it ends.</param>
    /// <param name="run">Does one.</param>
    /// <returns>Their results, in the order of <paramref name="work"/>.</returns>
    public static async Task<IReadOnlyList<TResult>> RunAsync<TWork, TResult>(
        IReadOnlyList<TWork> work, IReadOnlyList<Task> lanes, Func<TWork, Task<TResult>> run)
    {
        var results = new TResult[work.Count];
        var next = -1;
        await Task.WhenAll(lanes.Take(work.Count).Select(LaneAsync));
        return results;

        async Task LaneAsync(Task opens)
        {
            await opens.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            for (var index = Interlocked.Increment(ref next); index < work.Count; index = Interlocked.Increment(ref next))
            {
                results[index] = await run(work[index]);
            }
        }
    }
}
