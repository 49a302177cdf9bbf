using System.Net.Sockets;
using Actors.HaAgent.HaProxy;

namespace Actors.HaAgent.Api;

/// <summary>
/// Asks HAProxy what it counts for each server. That it does not answer is something to be shown, not an error of a request.
/// </summary>
public sealed class StatisticsReader(HaProxySockets sockets, RuntimeApi runtime, TimeProvider time)
{
    /// <summary>For so long after the first question without an answer what it said before goes on: a reload takes less.</summary>
    public static readonly TimeSpan GoesOnFor = TimeSpan.FromSeconds(5);

    /// <summary>What it said is never older, also where it is asked seldom, as by a scrape of metrics.</summary>
    public static readonly TimeSpan Oldest = TimeSpan.FromSeconds(90);

    /// <summary>HAProxy answers in a millisecond, or is in trouble.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>Old workers have less: one that hangs must not keep the status waiting.</summary>
    private static readonly TimeSpan LongestOld = TimeSpan.FromMilliseconds(500);

    private readonly WorkersApi _workers = new(sockets, runtime);
    private volatile Memory? _memory;

    /// <summary>What it says; where it does not answer what it said a moment ago, and null where that is too long ago.</summary>
    public async Task<Reading?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await TryReadAsync(cancellationToken) is { } reading)
        {
            _memory = new Memory(reading, time.GetTimestamp(), null);
            return reading;
        }

        if (_memory is not { } memory)
        {
            return null;
        }

        var silentSince = memory.SilentSince ?? time.GetTimestamp();
        _memory = memory with { SilentSince = silentSince };
        return time.GetElapsedTime(silentSince) < GoesOnFor && time.GetElapsedTime(memory.At) < Oldest
            ? memory.Last with { IsFresh = false }
            : null;
    }

    private async Task<Reading?> TryReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await runtime.ReadStatisticsAsync(cancellationToken).WaitAsync(Longest, cancellationToken) is not { } servers)
            {
                return null;
            }

            var old = await _workers.ReadOldStatisticsAsync(LongestOld, time, cancellationToken);
            return new Reading(time.GetUtcNow(), ServerStatistics.Together(servers, old), true);
        }
        catch (Exception error) when (error is SocketException or IOException or TimeoutException)
        {
            return null;
        }
    }

    /// <summary>What HAProxy has said.</summary>
    /// <param name="At">When.</param>
    /// <param name="Servers">Of each server.</param>
    /// <param name="IsFresh">Whether it has said so just now.</param>
    public sealed record Reading(DateTimeOffset At, IReadOnlyList<ServerStatistics> Servers, bool IsFresh);

    private sealed record Memory(Reading Last, long At, long? SilentSince);
}
