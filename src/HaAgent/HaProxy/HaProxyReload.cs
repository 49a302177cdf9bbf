using System.Collections.Immutable;
using Actors.HaAgent.Planning;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent.HaProxy;

/// <summary>Has HAProxy reload, and waits until the new worker serves.</summary>
internal sealed class HaProxyReload(
    HaProxyOptions options, IHaProxyMaster master, HaProxySockets sockets, RuntimeApi runtime, Waiting waiting, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWorker = TimeSpan.FromSeconds(2);
    private OldWorkers _oldWorkers = OldWorkers.None;

    /// <summary>Reloads, unless too many old workers live.</summary>
    /// <param name="beforehandAsync">What is done first, once the master answers.</param>
    /// <param name="ahead">What the running worker is told before.</param>
    /// <param name="wanted">What the new worker begins with; null where that is not known.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The failure, or that it has to wait; null where the new worker serves.</returns>
    public async Task<Effect?> RunAsync(
        Func<Task> beforehandAsync, ImmutableArray<RuntimeCommand> ahead, AppliedState? wanted, CancellationToken cancellationToken)
    {
        // A worker that dies takes the master with it: to wait for either would only keep HAProxy from being started again.
        var process = await master.FindAsync(cancellationToken);
        bool HasEnded() => process is not { IsAlive: true };
        if (await UntilAsync(runtime.ReadProcessesAsync, now => now is not null || HasEnded(), cancellationToken) is not { } before)
        {
            return HasEnded() ? Ended
                : Fail(ApplyStage.Reload, "the master does not answer", "See whether HAProxy runs; it is tried again.");
        }

        if (!master.StartsOnLiveFile && await WhyNotNowAsync(HasEnded, cancellationToken) is { } stopping)
        {
            return stopping;
        }

        await beforehandAsync();
        // Best effort: the reload says it all again.
        await Waiting.AskAsync(token => runtime.SendAsync(ahead, token), cancellationToken);
        if (await MustWaitAsync(before, cancellationToken))
        {
            return new Effect(null, [], before.OldWorkers.Count);
        }

        CarriedState.Write(options, await Waiting.AskAsync(runtime.ReadStateAsync, cancellationToken) ?? "", wanted);
        var mark = master.MarkLog();
        var answer = await Waiting.AskAsync(token => sockets.AskMasterAsync("reload", token), cancellationToken) ?? "";
        var after = answer.Contains("Success=0", StringComparison.Ordinal)
            ? before with { Failed = 1 }
            : await UntilAsync(
                runtime.ReadProcessesAsync,
                now => now is { Failed: > 0 } || (now?.Worker is { } pid && pid != before.Worker) || (now is null && HasEnded()),
                cancellationToken);
        if (after is not { Failed: 0 })
        {
            var words = HaProxyControl.Words(answer + "\n" + master.LogSince(mark), "the new worker did not come up");
            return HasEnded() ? Ended : Fail(ApplyStage.Reload, words, "The old worker serves on with what it had.");
        }

        var worker = await UntilAsync(
            runtime.ReadWorkerPidAsync, pid => pid == after.Worker || (pid is null && HasEnded()), cancellationToken);
        return worker == after.Worker ? null
            : HasEnded() ? Ended
            : Fail(
                ApplyStage.Verify,
                $"the new worker {after.Worker} does not answer on {options.StatsSocket}",
                "See HAProxy's log; it is tried again.");
    }

    // What has started HAProxy may be stopping it: it would go on with a new worker then, until it is killed.
    private async Task<Effect?> WhyNotNowAsync(Func<bool> hasEnded, CancellationToken cancellationToken)
    {
        var worker = await waiting.UntilAsync(
            () => Waiting.AskAsync(runtime.ReadWorkerPidAsync, cancellationToken), pid => pid is not null || hasEnded(), LongestWorker,
            cancellationToken);
        return worker is not null ? null
            : hasEnded() ? Ended
            : Fail(
                ApplyStage.Reload, $"HAProxy is being stopped: its worker does not answer on {options.StatsSocket}",
                "It is taken over once it runs again.");
    }

    private static Effect Ended { get; } =
        Fail(
            ApplyStage.Reload,
            "HAProxy ended during a reload",
            "It is started again with what it had, and the change is tried again.");

    private async Task<bool> MustWaitAsync(MasterProcesses before, CancellationToken cancellationToken)
    {
        var now = time.GetElapsedTime(0);
        _oldWorkers = _oldWorkers.Seen(before.OldWorkers, now);
        var mostBytes = options.MaxOldWorkersMemory * 1024L * 1024;
        var bytes = new Dictionary<int, long>();
        foreach (var worker in before.OldWorkers)
        {
            bytes[worker] = await master.BytesOfAsync(worker, cancellationToken);
        }

        var (ended, mustWait) = _oldWorkers.MakeRoom(options.MaxOldWorkers, mostBytes, worker => bytes[worker], now);
        foreach (var worker in ended)
        {
            await master.EndWorkerAsync(worker, cancellationToken);
        }

        return mustWait;
    }

    private Task<T?> UntilAsync<T>(Func<CancellationToken, Task<T>> ask, Func<T?, bool> isWanted, CancellationToken cancellationToken) =>
        waiting.UntilAsync(() => Waiting.AskAsync(ask, cancellationToken), isWanted, Longest, cancellationToken);

    private static Effect Fail(ApplyStage stage, string output, string hint) => Effect.Of(new ApplyFailure(stage, output, hint));
}
