namespace Actors.HaAgent.HaProxy;

/// <summary>Notices the end of a master by a connection to it that is held.</summary>
internal sealed class MasterWatch(HaProxySockets sockets, RuntimeApi runtime, TimeProvider time)
{
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(50);

    /// <summary>A master that reloads may take no connection for so long, and is no other one then.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(5);

    /// <summary>One that takes connections lives, and may read a large configuration for so long before it answers.</summary>
    private static readonly TimeSpan LongestReading = TimeSpan.FromMinutes(1);

    /// <summary>One that accepts and does not answer keeps nothing waiting for longer, such as the start of an actor system.</summary>
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(2);

    /// <summary>Holds a connection to the master that runs; null where none answers.</summary>
    public async Task<(MasterConnection Connection, MasterMark Mark)?> TryHoldAsync(CancellationToken cancellationToken) =>
        (await HoldAsync(cancellationToken)).Held;

    // And whether one is there that does not answer.
    private async Task<((MasterConnection Connection, MasterMark Mark)? Held, bool IsBusy)> HoldAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(LongestAnswer, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        if (await Waiting.AskAsync(sockets.HoldMasterAsync, cancellationToken) is not { } connection)
        {
            return (null, false);
        }

        try
        {
            if (await Waiting.AskAsync(runtime.ReadProcessesAsync, either.Token) is { } processes)
            {
                return ((connection, MasterMark.Of(processes, time.GetUtcNow() - DateTimeOffset.UnixEpoch)), false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // One that accepts and does not answer is not there yet.
        }

        connection.Dispose();
        return (null, true);
    }

    /// <summary>Completes when this master has ended: one that has only reloaded is the same.</summary>
    public async Task FollowAsync(MasterConnection connection, MasterMark mark, CancellationToken cancellationToken)
    {
        while (true)
        {
            using (connection)
            {
                await connection.ClosedAsync(cancellationToken);
            }

            var (closed, silent) = (time.GetTimestamp(), time.GetTimestamp());
            var (next, isBusy) = await HoldAsync(cancellationToken);
            while (next is null && time.GetElapsedTime(closed) < LongestReading
                && (isBusy || time.GetElapsedTime(silent) < LongestSilence))
            {
                // One that was busy a moment ago may only now execute itself anew.
                silent = isBusy ? time.GetTimestamp() : silent;
                await Task.Delay(PollEvery, time, cancellationToken);
                (next, isBusy) = await HoldAsync(cancellationToken);
            }

            if (next is not var (other, now))
            {
                return;
            }

            if (!now.Continues(mark))
            {
                other.Dispose();
                return;
            }

            (connection, mark) = (other, now);
        }
    }
}
