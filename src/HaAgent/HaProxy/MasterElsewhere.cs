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

    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestEnding = TimeSpan.FromSeconds(5);

    private readonly MasterWatch _watch = new(sockets, runtime, time);
    private readonly CancellationTokenSource _disposed = new();
    private readonly SemaphoreSlim _finding = new(1, 1);
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

        // Whoever looks for it at the same time finds the same run: two of one master would seem to be two of them.
        await _finding.WaitAsync(cancellationToken);
        try
        {
            if (_current is { IsAlive: true } found)
            {
                return found;
            }

            if (await _watch.TryHoldAsync(cancellationToken) is not var (connection, mark))
            {
                return null;
            }

            _isAwaited = false;
            return _current = new Run(mark.Pid, _watch.FollowAsync(connection, mark, _disposed.Token));
        }
        finally
        {
            _finding.Release();
        }
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

    /// <summary>Does nothing: what has started it sees to it.</summary>
    public Task AbandonAsync(MasterRun run) => Task.CompletedTask;

    /// <inheritdoc />
    public async Task<long> BytesOfAsync(int worker, CancellationToken cancellationToken)
    {
        const string Key = "PoolAlloc_bytes: ";
        var line = (await AskWorkerAsync(worker, "show info", cancellationToken))?.Split('\n')
            .FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal));
        return long.TryParse(line?[Key.Length..].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : 0;
    }

    /// <summary>
    /// Ends the sessions of an old worker, which ends by itself then: no signal may reach it. One that is tried again by <c>retries</c> has
    /// to be ended as often.
    /// </summary>
    public async Task EndWorkerAsync(int worker, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        while (time.GetElapsedTime(since) < LongestEnding)
        {
            if (await AskWorkerAsync(worker, "show sess", cancellationToken) is not { } answer)
            {
                logger?.LogWarning(
                    "HAProxy's old worker {Worker} does not answer: its sessions cannot be ended. It is tried again before the next "
                        + "reload; else end that process where HAProxy runs.",
                    worker);
                return;
            }

            var sessions = SessionIds.OfClients(answer);
            if (sessions is [])
            {
                return;
            }

            foreach (var session in sessions.TakeWhile(_ => time.GetElapsedTime(since) < LongestEnding))
            {
                await AskWorkerAsync(worker, $"shutdown session {session}", cancellationToken);
            }

            await Task.Delay(PollEvery, time, cancellationToken);
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
        _finding.Dispose();
    }

    private string Remedy =>
        $"Start it as the agent's user: haproxy -W -S {options.MasterSocket},mode,600 -f {options.ConfigPath} (docs/containers.md); it is "
            + "taken over as soon as it answers.";

    // Empty from one that is gone, null from one that hangs: it must not keep a reload waiting.
    private async Task<string?> AskWorkerAsync(int worker, string command, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(LongestAnswer, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await Waiting.AskAsync(
                token => sockets.AskMasterAsync(string.Create(CultureInfo.InvariantCulture, $"@!{worker} {command}"), token),
                either.Token) ?? "";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private sealed record Run(int Pid, Task Ended) : MasterRun(Pid)
    {
        public override bool IsAlive => !Ended.IsCompleted;
    }
}
