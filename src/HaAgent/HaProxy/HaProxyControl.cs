using System.Collections.Immutable;
using System.Net.Sockets;
using Actors.HaAgent.Planning;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent.HaProxy;

/// <summary>The real HAProxy.</summary>
public sealed class HaProxyControl : IHaProxy
{
    /// <summary>
    /// How long HAProxy may take until it answers: with names to resolve or thousands of certificates it reads for many seconds. One that
    /// has not answered by then is ended, for another beside it would share its ports (SO_REUSEPORT) and be the only one that is changed.
    /// </summary>
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(30);
    private readonly HaProxyOptions _options;
    private readonly IHaProxyMaster _master;
    private readonly ConfigFiles _files;
    private readonly RunningVersion _running;
    private readonly RuntimeApi _runtime;
    private readonly CertificateApi _certificates;
    private readonly Waiting _waiting;
    private readonly WorkersApi _workers;
    private readonly Verification _verification;
    private readonly SilentEnding _silent;
    private readonly HaProxyReload _reload;

    public HaProxyControl(
        HaProxyOptions options, IHaProxyMaster master, ConfigFiles files, RunningVersion running, HaProxySockets sockets,
        RuntimeApi runtime, CertificateApi certificates, TimeProvider time)
    {
        (_options, _master, _files, _running, _runtime, _certificates) = (options, master, files, running, runtime, certificates);
        _waiting = new Waiting(time);
        _workers = new WorkersApi(sockets, runtime, time);
        _verification = new Verification(runtime, files, running, _waiting);
        _silent = new SilentEnding(_workers, time);
        _reload = new HaProxyReload(options, master, sockets, runtime, _waiting, time);
    }

    /// <inheritdoc />
    public async Task<MasterRun?> AdoptAsync(CancellationToken cancellationToken)
    {
        if (await _master.FindAsync(cancellationToken) is not { } process
            || !await _waiting.UntilAsync(
                async () => await Waiting.AskAsync(_runtime.ReadProcessesAsync, cancellationToken) is not null,
                answers => answers || !process.IsAlive,
                LongestStart,
                cancellationToken))
        {
            return null;
        }

        await ObserveVersionAsync(cancellationToken);
        await StayAsync(cancellationToken);
        return process;
    }

    /// <inheritdoc />
    public async Task<(MasterRun? Process, ApplyFailure? Failure)> StartAsync(AppliedState? wanted, CancellationToken cancellationToken)
    {
        // What an earlier HAProxy thought of the servers is stale by now: the checks find out.
        CarriedState.Write(_options, "", wanted);
        _files.Restore();
        var process = await _master.StartAsync(cancellationToken);
        var worker = await _waiting.UntilAsync(
            async () => process is not { IsAlive: true } ? -1
                : await Waiting.AskAsync(_runtime.ReadProcessesAsync, cancellationToken) is null ? null
                : await Waiting.AskAsync(_runtime.ReadWorkerPidAsync, cancellationToken),
            pid => pid is not null,
            LongestStart,
            cancellationToken);
        if (worker is not > 0)
        {
            var why = _master.WhyNotStarted();
            if (process is { IsAlive: true })
            {
                await _master.AbandonAsync(process);
            }

            return (null, why);
        }

        await ObserveVersionAsync(cancellationToken);
        if (wanted is null)
        {
            return (process, null);
        }

        if (!_master.StartsOnLiveFile && await HaveLiveFileAsync(wanted, cancellationToken) is { } failure)
        {
            return (process, failure);
        }

        return (process, (await _verification.VerifyAsync(wanted, deletesLingering: false, cancellationToken)).Failure);
    }

    /// <inheritdoc />
    public async Task<Effect> ChangeAsync(ImmutableArray<RuntimeCommand> commands, AppliedState wanted, CancellationToken cancellationToken)
    {
        if (commands.IsEmpty)
        {
            _files.Restore();
            await ObserveVersionAsync(cancellationToken);
        }

        if (commands.IsEmpty && !_master.StartsOnLiveFile && await Waiting.AskAsync(_runtime.ReadWorkerPidAsync, cancellationToken) is null)
        {
            // What has started it may be stopping it: that is no drift.
            return Effect.Of(new ApplyFailure(ApplyStage.Runtime, "HAProxy's worker does not answer", "The next audit asks it again."));
        }

        // A server in maintenance is checked no more.
        var silent = await _silent.EndAsync(wanted, cancellationToken);
        var refused = await _verification.SendAsync(commands, cancellationToken);
        var deletesLingering = commands.IsEmpty && _running.Version.HasDynamicServers;
        return SilentEnding.With(silent, refused.IsEmpty
            ? await _verification.VerifyAsync(wanted, deletesLingering, cancellationToken)
            : Effect.Of(new ApplyFailure(ApplyStage.Runtime, string.Join("; ", refused), "A reload follows.")));
    }

    /// <inheritdoc />
    public async Task<Effect> ReloadAsync(ImmutableArray<RuntimeCommand> ahead, AppliedState wanted, CancellationToken cancellationToken)
    {
        (ImmutableArray<ServerSessions> Ended, bool AreLeft) silent = ([], false);
        // What is left on the old worker would stay until that ends.
        async Task EndSilentAsync() => silent = await _silent.EndAsync(wanted, cancellationToken);
        if (await _reload.RunAsync(EndSilentAsync, ahead, wanted, cancellationToken) is { } outcome)
        {
            return SilentEnding.With(silent, outcome);
        }

        await ObserveVersionAsync(cancellationToken);
        return SilentEnding.With(silent, await _verification.VerifyAsync(wanted, deletesLingering: false, cancellationToken));
    }

    /// <inheritdoc />
    public Task<string?> ChangeCertificatesAsync(ImmutableArray<CertificateCommand> commands, CancellationToken cancellationToken) =>
        _certificates.SendAsync(commands, cancellationToken);

    /// <inheritdoc />
    public async Task<string?> AnnounceLeaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            _files.Leaving.Set(isLeaving: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It is for workers that a reload starts: the one that serves is told all the same.
        }

        try
        {
            return await _runtime.MarkLeavingAsync(_options.LeavingFile, isLeaving: true, cancellationToken);
        }
        catch (Exception error) when (error is SocketException or IOException)
        {
            return error.Message;
        }
    }

    /// <inheritdoc />
    public Task StopAsync() => _master.StopAsync();

    /// <inheritdoc />
    public Task<ImmutableArray<ObservedServer>> ObserveAsync(CancellationToken cancellationToken) =>
        _workers.ObserveAsync(cancellationToken);

    /// <inheritdoc />
    public Task WaitForExitAsync(MasterRun process, CancellationToken cancellationToken) =>
        _master.WaitForExitAsync(process, cancellationToken);

    /// <summary>What HAProxy has said, or what to say where it has said nothing.</summary>
    internal static string Words(string said, string otherwise) => said.Trim() is { Length: > 0 } words ? words : otherwise;

    // It may have started before the live file was written, and reads it now.
    private async Task<ApplyFailure?> HaveLiveFileAsync(AppliedState wanted, CancellationToken cancellationToken)
    {
        await StayAsync(cancellationToken);
        return await _reload.RunAsync(() => Task.CompletedTask, [], wanted, cancellationToken) switch
        {
            null => null,
            { Failure: { } failure } => failure,
            { OldWorkers: var old } => new ApplyFailure(
                ApplyStage.Reload, $"{old} old workers still finish requests", "It is tried again once fewer do."),
        };
    }

    // An agent that has died while it left has left its mark.
    private async Task StayAsync(CancellationToken cancellationToken)
    {
        if (_files.Leaving.IsSet)
        {
            return;
        }

        try
        {
            _files.Leaving.Ensure();
            await _runtime.MarkLeavingAsync(_options.LeavingFile, isLeaving: false, cancellationToken);
        }
        catch (Exception error) when (error is SocketException or IOException or UnauthorizedAccessException)
        {
            // The first reload reads the file.
        }
    }

    private async Task ObserveVersionAsync(CancellationToken cancellationToken) =>
        _running.Observe(await Waiting.AskAsync(_runtime.ReadVersionAsync, cancellationToken));
}
