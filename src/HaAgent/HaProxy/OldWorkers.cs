using System.Collections.Immutable;

namespace Actors.HaAgent.HaProxy;

/// <summary>
/// The workers of earlier configurations, which finish what they have: on HAProxy before 3.0 each join of a node leaves one. A WebSocket
/// may keep one for an hour, so their number and memory are bounded, and not their age alone. Pure.
/// </summary>
/// <param name="Since">Since when each has been old, on the clock of <see cref="Seen"/>, by process id.</param>
public sealed record OldWorkers(ImmutableDictionary<int, TimeSpan> Since)
{
    /// <summary>None.</summary>
    public static readonly OldWorkers None = new(ImmutableDictionary<int, TimeSpan>.Empty);

    /// <summary>So long each may finish, whatever comes: longer than the embedded template lets a request take (65 s).</summary>
    public static readonly TimeSpan Undisturbed = TimeSpan.FromSeconds(75);

    /// <summary>After a look at those that there are.</summary>
    public OldWorkers Seen(IEnumerable<int> pids, TimeSpan now) =>
        new(pids.ToImmutableDictionary(pid => pid, pid => Since.GetValueOrDefault(pid, now)));

    /// <summary>What has to be done before one more may come.</summary>
    /// <param name="most">How many there may be.</param>
    /// <param name="mostBytes">How much memory they may have together, in bytes.</param>
    /// <param name="bytesOf">How much one has.</param>
    /// <param name="now">The moment.</param>
    /// <returns>Those to end, the oldest first; whether the reload has to wait since they are too many and too young for that.</returns>
    public (ImmutableArray<int> Ended, bool MustWait) MakeRoom(int most, long mostBytes, Func<int, long> bytesOf, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(bytesOf);
        var left = new Queue<int>(Since.OrderBy(worker => worker.Value).ThenBy(worker => worker.Key).Select(worker => worker.Key));
        var bytes = left.ToDictionary(pid => pid, bytesOf);
        var ended = ImmutableArray.CreateBuilder<int>();
        while (left.Count >= most || left.Sum(pid => bytes[pid]) >= mostBytes)
        {
            if (!left.TryPeek(out var oldest) || now - Since[oldest] < Undisturbed)
            {
                return (ended.ToImmutable(), left.Count > 0);
            }

            ended.Add(left.Dequeue());
        }

        return (ended.ToImmutable(), false);
    }
}
