using System.Globalization;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent.HaProxy;

/// <summary>
/// A HAProxy that something else starts and ends, as a container of its own (<c>HaProxy:Start=elsewhere</c>, docs/adr/0051). Its processes
/// may be out of sight: all that is known of them comes by the master's socket, of which one connection is held to notice its end.
/// </summary>
public sealed class MasterElsewhere(
    HaProxyOptions options, HaProxySockets sockets, RuntimeApi runtime, TimeProvider time, ILogger<MasterElsewhere>? logger = null)
    : IHaProxyMaster, IDisposable
{
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(50);

    /// <summary>How long one that is not there is waited for at a time.</summary>
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(10);

    /// <summary>A master that reads a large configuration again may answer nobody for so long, and is no other one then.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestEnding = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _disposed = new();
    private Run? _current;
    private bool _isAwaited;

    /// <inheritdoc />
    public bool StartsOnLiveFile => false;

    /// <inheritdoc />
    public async Task<MasterRun?> FindAsync(CancellationToken cancellationToken)
    {
        if (_current is { IsAlive: true } current)
        {
            return current;
        }

        if (await TryHoldAsync(cancellationToken) is not var (connection, mark))
        {
            return null;
        }

        _isAwaited = false;
        return _current = new Run(mark.Pid, FollowAsync(connection, mark));
    }

    /// <inheritdoc />
    public async Task<MasterRun?> StartAsync(CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        while (true)
        {
            if (await FindAsync(cancellationToken) is { } found)
            {
                return found;
            }

            if (!_isAwaited)
            {
                _isAwaited = true;
                logger?.LogInformation(
                    "HaProxy:Start is elsewhere: waiting for a HAProxy at {Socket}. {Remedy}", options.MasterSocket, Remedy);
            }

            if (time.GetElapsedTime(since) > LongestStart)
            {
                return null;
            }

            await Task.Delay(PollEvery, time, cancellationToken);
        }
    }

    /// <inheritdoc />
    public ApplyFailure WhyNotStarted() => new(ApplyStage.Start, $"no HAProxy answers at {options.MasterSocket}", Remedy);

    /// <inheritdoc />
    public Task WaitForExitAsync(MasterRun run, CancellationToken cancellationToken) => ((Run)run).Ended.WaitAsync(cancellationToken);

    /// <summary>Does nothing: what has started it ends it.</summary>
    public Task StopAsync() => Task.CompletedTask;

    /// <inheritdoc />
    public async Task<long> BytesOfAsync(int worker, CancellationToken cancellationToken)
    {
        const string Key = "PoolAlloc_bytes: ";
        var line = (await AskWorkerAsync(worker, "show info", cancellationToken)).Split('\n')
            .FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal));
        return long.TryParse(line?[Key.Length..].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : 0;
    }

    /// <summary>Ends the sessions of an old worker, which ends by itself then: no signal may reach it.</summary>
    public async Task EndWorkerAsync(int worker, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        var sessions = await AskWorkerAsync(worker, "show sess", cancellationToken);
        foreach (var session in WorkersApi.SessionsOf(sessions))
        {
            if (time.GetElapsedTime(since) > LongestEnding)
            {
                return;
            }

            await AskWorkerAsync(worker, $"shutdown session {session}", cancellationToken);
        }
    }

    /// <inheritdoc />
    public long MarkLog() => 0;

    /// <summary>Nothing: what it prints goes to what has started it, such as its container's log.</summary>
    public string LogSince(long mark) => "";

    /// <inheritdoc />
    public void Dispose()
    {
        _disposed.Cancel();
        _disposed.Dispose();
    }

    private string Remedy =>
        $"Start it as the agent's user: haproxy -W -S {options.MasterSocket},mode,600 -f {options.ConfigPath} (docs/containers.md); it is "
            + "taken over as soon as it answers.";

    // Completes when this master has ended: one that has only reloaded is the same.
    private async Task FollowAsync(MasterConnection connection, MasterMark mark)
    {
        var stopped = _disposed.Token;
        while (true)
        {
            using (connection)
            {
                await connection.ClosedAsync(stopped);
            }

            var since = time.GetTimestamp();
            var next = await TryHoldAsync(stopped);
            while (next is null && time.GetElapsedTime(since) < LongestSilence)
            {
                await Task.Delay(PollEvery, time, stopped);
                next = await TryHoldAsync(stopped);
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

    private async Task<(MasterConnection Connection, MasterMark Mark)?> TryHoldAsync(CancellationToken cancellationToken)
    {
        if (await Waiting.AskAsync(sockets.HoldMasterAsync, cancellationToken) is not { } connection)
        {
            return null;
        }

        try
        {
            if (await Waiting.AskAsync(runtime.ReadProcessesAsync, cancellationToken) is { } processes)
            {
                return (connection, MasterMark.Of(processes, time.GetElapsedTime(0)));
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // One that accepts and does not answer is not there yet.
        }

        connection.Dispose();
        return null;
    }

    private async Task<string> AskWorkerAsync(int worker, string command, CancellationToken cancellationToken) =>
        await Waiting.AskAsync(
            token => sockets.AskMasterAsync(string.Create(CultureInfo.InvariantCulture, $"@!{worker} {command}"), token),
            cancellationToken) ?? "";

    private sealed record Run(int Pid, Task Ended) : MasterRun(Pid)
    {
        public override bool IsAlive => !Ended.IsCompleted;
    }
}
