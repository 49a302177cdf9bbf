using System.Diagnostics;
using System.Globalization;
using Actors.Clustering.Programs;
using Actors.Clustering.Resources;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent.HaProxy;

/// <summary>
/// HAProxy's master process: started in a session of its own so that it outlives this agent, found again by its pid file.
/// The one home of the process.
/// </summary>
public sealed class HaProxyMaster(HaProxyOptions options, TimeProvider time) : IHaProxyMaster
{
    // Where the kernel does not say when a process ends.
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    private readonly MasterLog _log = new(Path.Combine(options.RuntimePath, "haproxy.log"));

    // It writes its pid file once it has read its configuration, which may take long.
    private volatile LinuxProcess? _started;

    /// <inheritdoc />
    public bool StartsOnLiveFile => true;

    /// <inheritdoc />
    public Task<MasterRun?> FindAsync(CancellationToken cancellationToken) => Task.FromResult<MasterRun?>(Find());

    /// <inheritdoc />
    public Task<MasterRun?> StartAsync(CancellationToken cancellationToken) => Task.FromResult<MasterRun?>(Running() ?? Start());

    /// <inheritdoc />
    public ApplyFailure WhyNotStarted() => new(
        ApplyStage.Start,
        HaProxyControl.Words(LogSince(0), "HAProxy ended, or did not answer, without a word"),
        "Free the port or change HaProxy:HttpPort / HaProxy:StatsPort; it is tried again.");

    /// <inheritdoc />
    public Task<long> BytesOfAsync(int worker, CancellationToken cancellationToken) => Task.FromResult(LinuxProcess.PrivateBytes(worker));

    /// <inheritdoc />
    public Task EndWorkerAsync(int worker, CancellationToken cancellationToken)
    {
        LinuxProcess.Find(worker)?.Signal(ProcessSignal.Terminate);
        return Task.CompletedTask;
    }

    /// <summary>The master that runs already with our sockets; null where none does.</summary>
    public LinuxProcess? Find()
    {
        try
        {
            return File.Exists(options.PidFile)
                && int.TryParse(
                    File.ReadAllText(options.PidFile).Split('\n')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                && LinuxProcess.CommandLine(pid).Contains(options.MasterSocket, StringComparison.Ordinal)
                    ? LinuxProcess.Find(pid)
                    : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether a port is held by this HAProxy: its master, one of its workers, or one that has outlived its master. Where the holder's open
    /// files may not be looked at, as of a HAProxy with capabilities of its own, a master that runs as the same user is taken for it.
    /// </summary>
    public bool Holds(PortHolder holder)
    {
        ArgumentNullException.ThrowIfNull(holder);
        return holder.Process is { } pid
            ? LinuxProcess.CommandLine(pid).Contains(options.MasterSocket, StringComparison.Ordinal)
            : Find() is { } master && holder.User is { } user && user == PortHolder.UserOf(master.Pid);
    }

    /// <summary>
    /// Starts HAProxy on the live configuration. What it prints as errors goes to a file, since a pipe would end with this agent.
    /// </summary>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    public LinuxProcess? Start()
    {
        Directory.CreateDirectory(options.RuntimePath);
        File.Delete(_log.Path);
        var start = SessionLaunch.Detached(
            _log.Path,
            [options.Binary, "-W", "-S", options.MasterSocket + ",mode,600", "-p", options.PidFile, "-f", options.ConfigPath]);
        // "show env" tells an operator of the runtime API all of it: hand on nothing but the path.
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        start.Environment.Clear();
        start.Environment["PATH"] = path + ":/usr/local/sbin:/usr/sbin";
        using var process = Process.Start(start)!;
        return _started = LinuxProcess.Find(process.Id);
    }

    /// <summary>Completes when the process has ended, whatever its parent is.</summary>
    public async Task WaitForExitAsync(MasterRun run, CancellationToken cancellationToken)
    {
        var process = (LinuxProcess)run;
        if (ProcessEnd.TryWaitAsync(process, cancellationToken) is { } end)
        {
            await end;
            return;
        }

        using var timer = new PeriodicTimer(LookEvery, time);
        while (process.IsAlive)
        {
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    /// <summary>Lets HAProxy finish its requests within <see cref="HaProxyOptions.StopTimeout"/>, then ends it.</summary>
    public Task StopAsync() =>
        Running() is { } master ? EndAsync(master, (ProcessSignal.SoftStop, options.StopTimeout)) : Task.CompletedTask;

    /// <inheritdoc />
    public Task AbandonAsync(MasterRun run) => EndAsync((LinuxProcess)run);

    private LinuxProcess? Running() => Find() ?? (_started is { IsAlive: true } starting ? starting : null);

    private async Task EndAsync(LinuxProcess master, params (ProcessSignal Signal, TimeSpan Wait)[] first)
    {
        var seconds = TimeSpan.FromSeconds(2);
        foreach (var (signal, wait) in first.Append((ProcessSignal.Terminate, seconds)).Append((ProcessSignal.Kill, seconds)))
        {
            master.Signal(signal);
            using var limit = new CancellationTokenSource(wait, time);
            try
            {
                await WaitForExitAsync(master, limit.Token);
                return;
            }
            catch (OperationCanceledException)
            {
                // the next signal is stronger
            }
        }
    }

    /// <inheritdoc />
    public long MarkLog() => _log.Mark();

    /// <inheritdoc />
    public string LogSince(long mark) => _log.Since(mark);
}
