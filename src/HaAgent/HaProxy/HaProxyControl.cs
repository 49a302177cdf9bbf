using System.Collections.Immutable;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Actors.Clustering;
using Actors.HaAgent.Events;
using Actors.HaAgent.Planning;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent.HaProxy;

/// <summary>The real HAProxy.</summary>
public sealed class HaProxyControl(HaProxyOptions options, HaProxyMaster master, ConfigFiles files, RunningVersion running, HaProxySockets sockets, RuntimeApi runtime, CertificateApi certificates, TimeProvider time)
    : IHaProxy
{
    private const int MostRepairs = 3;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestEnding = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(10);

    /// <summary>How long a server in maintenance is waited for before its deletion is left to the next audit.</summary>
    private static readonly TimeSpan LongestDelete = TimeSpan.FromMilliseconds(100);

    private OldWorkers _oldWorkers = OldWorkers.None;

    public async Task<LinuxProcess?> AdoptAsync(CancellationToken cancellationToken)
    {
        if (master.Find() is not { } process || await AskAsync(runtime.ReadProcessesAsync, cancellationToken) is null)
        {
            return null;
        }

        await ObserveVersionAsync(cancellationToken);
        return process;
    }

    public async Task<(LinuxProcess? Process, ApplyFailure? Failure)> StartAsync(AppliedState? wanted, CancellationToken cancellationToken)
    {
        // What an earlier HAProxy thought of the servers is stale by now: the checks find out.
        WriteState("", wanted);
        files.Mend();
        var process = master.Start();
        var worker = await UntilAsync(
            async () => process is not { IsAlive: true } ? -1
                : await AskAsync(runtime.ReadProcessesAsync, cancellationToken) is null ? null : await WorkerPidAsync(cancellationToken),
            pid => pid is not null,
            LongestStart,
            cancellationToken);
        if (worker is not > 0)
        {
            return (null, new ApplyFailure(ApplyStage.Start, Words(master.LogSince(0), "HAProxy ended, or did not answer, without a word"),
                "Free the port or change HaProxy:HttpPort / HaProxy:StatsPort; it is tried again."));
        }

        await ObserveVersionAsync(cancellationToken);
        var effect = wanted is null ? null : await VerifyAsync(wanted, cancellationToken);
        return (process, effect?.Failure);
    }

    public async Task<Effect> ChangeAsync(ImmutableArray<RuntimeCommand> commands, AppliedState wanted, CancellationToken cancellationToken)
    {
        if (commands.IsEmpty)
        {
            files.Mend();
            await ObserveVersionAsync(cancellationToken);
        }

        // A server in maintenance is checked no more.
        var silent = await EndSilentAsync(wanted, cancellationToken);
        var refused = await SendAsync(commands, cancellationToken);
        return refused.IsEmpty
            ? With(silent, await VerifyAsync(wanted, cancellationToken, deletesLingering: commands.IsEmpty && running.Version.HasDynamicServers))
            : With(silent, Effect.Of(new ApplyFailure(ApplyStage.Runtime, string.Join("; ", refused), "A reload follows.")));
    }

    public async Task<Effect> ReloadAsync(ImmutableArray<RuntimeCommand> ahead, AppliedState wanted, CancellationToken cancellationToken)
    {
        // A worker that dies takes the master with it: to wait for either would only keep HAProxy from being started again.
        var process = master.Find();
        bool HasEnded() => (process ??= master.Find()) is not { IsAlive: true };
        if (await UntilAsync(() => AskAsync(runtime.ReadProcessesAsync, cancellationToken), now => now is not null || HasEnded(), LongestStart, cancellationToken) is not { } before)
        {
            return HasEnded() ? Ended : Effect.Of(new ApplyFailure(ApplyStage.Reload, "the master does not answer", "See whether HAProxy runs; it is tried again."));
        }

        // What is left on the old worker would stay until that ends.
        var silent = await EndSilentAsync(wanted, cancellationToken);
        // Best effort: the reload says it all again.
        await AskAsync(token => runtime.SendAsync(ahead, token), cancellationToken);
        _oldWorkers = _oldWorkers.Seen(before.OldWorkers, time.GetElapsedTime(0));
        var (ended, mustWait) = _oldWorkers.MakeRoom(options.MaxOldWorkers, options.MaxOldWorkersMemory * 1024L * 1024, LinuxProcess.PrivateBytes, time.GetElapsedTime(0));
        foreach (var worker in ended)
        {
            LinuxProcess.Find(worker)?.Signal(ProcessSignal.Terminate);
        }

        if (mustWait)
        {
            return With(silent, new Effect(null, [], before.OldWorkers.Count));
        }

        WriteState(await AskAsync(runtime.ReadStateAsync, cancellationToken) ?? "", wanted);
        var mark = master.MarkLog();
        var answer = await AskAsync(token => sockets.AskMasterAsync("reload", token), cancellationToken) ?? "";
        var after = answer.Contains("Success=0", StringComparison.Ordinal)
            ? before with { Failed = 1 }
            : await UntilAsync(
                () => AskAsync(runtime.ReadProcessesAsync, cancellationToken),
                now => now is { Failed: > 0 } || (now?.Worker is { } pid && pid != before.Worker) || (now is null && HasEnded()),
                LongestStart,
                cancellationToken);
        if (after is not { Failed: 0 })
        {
            return HasEnded() ? Ended : Effect.Of(new ApplyFailure(ApplyStage.Reload, Words(answer + "\n" + master.LogSince(mark), "the new worker did not come up"), "The old worker serves on with what it had."));
        }

        if (await UntilAsync(() => WorkerPidAsync(cancellationToken), pid => pid == after.Worker || (pid is null && HasEnded()), LongestStart, cancellationToken) != after.Worker)
        {
            return HasEnded() ? Ended : Effect.Of(new ApplyFailure(ApplyStage.Verify, $"the new worker {after.Worker} does not answer on {options.StatsSocket}", "See HAProxy's log; it is tried again."));
        }

        await ObserveVersionAsync(cancellationToken);
        return With(silent, await VerifyAsync(wanted, cancellationToken));
    }

    public Task<string?> ChangeCertificatesAsync(ImmutableArray<CertificateCommand> commands, CancellationToken cancellationToken) =>
        certificates.SendAsync(commands, cancellationToken);

    public Task<ImmutableArray<ObservedServer>> ObserveAsync(CancellationToken cancellationToken) => runtime.ObserveAsync(cancellationToken);

    public Task WaitForExitAsync(LinuxProcess process, CancellationToken cancellationToken) => master.WaitForExitAsync(process, cancellationToken);

    private static Effect Ended { get; } =
        Effect.Of(new ApplyFailure(ApplyStage.Reload, "HAProxy has ended while it was to reload", "It is started again with what it had, and the change is tried again."));

    private async Task<(ImmutableArray<ServerSessions> Ended, bool AreLeft)> EndSilentAsync(AppliedState wanted, CancellationToken cancellationToken)
    {
        if (wanted.Silent.IsEmpty)
        {
            return ([], false);
        }

        // An old worker that does not answer must not keep a plan waiting: the next audit tries again.
        var ended = ImmutableArray.CreateBuilder<ServerSessions>();
        using var limit = new CancellationTokenSource(LongestEnding, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var (all, areLeft) = SilentSessions.Decide(wanted.Silent, await runtime.ReadAllStatisticsAsync(both.Token));
            foreach (var sessions in all)
            {
                await runtime.EndAsync(sessions, both.Token);
                ended.Add(sessions);
            }

            return (ended.ToImmutable(), areLeft);
        }
        catch (Exception error) when (error is SocketException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (ended.ToImmutable(), true);
        }
    }

    private static Effect With((ImmutableArray<ServerSessions> Ended, bool AreLeft) silent, Effect effect) =>
        effect with { Ended = silent.Ended, IsLingering = effect.IsLingering || silent.AreLeft };

    // Reads back, and mends what differs as far as the runtime API can.
    private async Task<Effect> VerifyAsync(AppliedState wanted, CancellationToken cancellationToken, bool deletesLingering = false)
    {
        using var step = Tracing.StartStep("verify", Activity.Current?.Context ?? default);
        var mended = ImmutableArray<RuntimeCommand>.Empty;
        for (var repairs = 0; ; repairs++)
        {
            var readings = await runtime.ReadServersAsync(cancellationToken);
            var routes = wanted.Config.RoutesMap is { } map ? await runtime.ReadRoutesAsync(map, cancellationToken) : null;
            var drift = ServerDrift.Between(readings, wanted, routes);
            if (drift.IsEmpty)
            {
                files.MarkApplied(wanted.Config.Text);
                return new Effect(null, mended);
            }

            if (ServerDrift.IsOnlyLingering(readings, drift))
            {
                files.MarkApplied(wanted.Config.Text);
                // Right after a plan they have been waited for already.
                return new Effect(null, mended, IsLingering: !deletesLingering || !(await runtime.SendAsync(drift, cancellationToken)).IsEmpty);
            }

            if (repairs == MostRepairs || (!running.Version.HasDynamicServers && drift.Any(command => command.NeedsDynamicServers)))
            {
                return Effect.Of(new ApplyFailure(ApplyStage.Verify, "HAProxy does not have what it should: " + string.Join("; ", drift.Select(command => command.Text)), "A reload follows; if it stays so, see the template."));
            }

            await SendAsync(drift, cancellationToken);
            mended = mended.AddRange(drift);
        }
    }

    // A server can be deleted only once its connections have ended, which takes a moment even for idle ones. Where its
    // name is wanted again they are cut: they lead to a node that is not there any more.
    private async Task<ImmutableArray<RefusedCommand>> SendAsync(ImmutableArray<RuntimeCommand> commands, CancellationToken cancellationToken)
    {
        var refused = await runtime.SendAsync(commands, cancellationToken);
        var waiting = refused.Where(IsWaitingForConnections).Select(command => command.Command).ToImmutableArray();
        if (waiting.IsEmpty)
        {
            return refused;
        }

        var replaced = commands.OfType<RuntimeCommand.Add>().Select(add => add.Server).ToHashSet(StringComparer.Ordinal);
        await runtime.SendAsync([.. waiting.Where(command => replaced.Contains(command.Server)).Select(command => new RuntimeCommand.ShutdownSessions(command.Server))], cancellationToken);
        var left = await UntilAsync(() => runtime.SendAsync(waiting, cancellationToken), still => still.IsEmpty, LongestDelete, cancellationToken);
        // One that lingers is in maintenance and gets nothing; what is added under its name is added when reading back.
        return [.. refused.Concat(left).Where(command => !IsWaitingForConnections(command) && !replaced.Contains(command.Command.Server))];
    }

    private static bool IsWaitingForConnections(RefusedCommand refused) =>
        refused.Command is RuntimeCommand.Delete && refused.Reply.StartsWith("Server still has connections", StringComparison.Ordinal);

    private void WriteState(string state, AppliedState? wanted)
    {
        Directory.CreateDirectory(options.RuntimePath);
        if (wanted is null)
        {
            File.Delete(options.StateFile);
        }
        else
        {
            AtomicFile.Write(options.StateFile, Encoding.ASCII.GetBytes(ServerStateFile.Carry(state, wanted)));
        }
    }

    private async Task ObserveVersionAsync(CancellationToken cancellationToken) => running.Observe(await AskAsync(runtime.ReadVersionAsync, cancellationToken));

    private async Task<int?> WorkerPidAsync(CancellationToken cancellationToken) => await AskAsync(runtime.ReadWorkerPidAsync, cancellationToken);

    // While HAProxy starts and reloads nobody may listen for a moment: then there is no answer.
    private static async Task<T?> AskAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask(cancellationToken);
        }
        catch (SocketException)
        {
            return default;
        }
    }

    // Asks until the answer is wanted or the time is over, and gives the last answer.
    private async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> isWanted, TimeSpan longest, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var answer = await ask();
            if (isWanted(answer) || time.GetElapsedTime(started) > longest)
            {
                return answer;
            }

            await Task.Delay(LookEvery, time, cancellationToken);
        }
    }

    private static string Words(string said, string otherwise) => said.Trim() is { Length: > 0 } words ? words : otherwise;
}
