using System.Net.Sockets;
using Actors.HaAgent.HaProxy;

namespace Actors.HaAgent.Api;

/// <summary>
/// Asks HAProxy what it counts for each server. That it does not answer is something to be shown, not an error of a request.
/// </summary>
public sealed class StatisticsReader(HaProxySockets sockets, RuntimeApi runtime, TimeProvider time)
{
    private readonly WorkersApi _workers = new(sockets, runtime);

    /// <summary>HAProxy answers in a millisecond, or is in trouble.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>Old workers have less: one that hangs must not keep the status waiting.</summary>
    private static readonly TimeSpan LongestOld = TimeSpan.FromMilliseconds(500);

    /// <summary>A reload takes less.</summary>
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(5);

    private volatile Reading? _last;

    /// <summary>What it says; where it does not answer what it said a moment ago, and null where that is too long ago.</summary>
    public async Task<Reading?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var servers = await runtime.ReadStatisticsAsync(cancellationToken).WaitAsync(Longest, cancellationToken);
            var old = await _workers.ReadOldStatisticsAsync(LongestOld, time, cancellationToken);
            return _last = new Reading(time.GetUtcNow(), ServerStatistics.Together(servers, old), true);
        }
        catch (Exception error) when (error is SocketException or IOException or TimeoutException)
        {
            return _last is { } last && time.GetUtcNow() - last.At < GoodFor ? last with { IsFresh = false } : null;
        }
    }

    /// <summary>What HAProxy has said.</summary>
    /// <param name="At">When.</param>
    /// <param name="Servers">Of each server.</param>
    /// <param name="IsFresh">Whether it has said so just now.</param>
    public sealed record Reading(DateTimeOffset At, IReadOnlyList<ServerStatistics> Servers, bool IsFresh);
}
