using System.Globalization;
using Actors.Bench.Systems;

namespace Actors.Bench.Soak;

/// <summary>Looks each second whether what must hold does.</summary>
internal sealed class Invariants : IAsyncDisposable
{
    /// <summary>How long anything may be wrong: what changes is wrong for a moment.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>No request of the load takes longer, so no old worker has a reason to.</summary>
    private static readonly TimeSpan LongestOldWorker = TimeSpan.FromSeconds(75);

    private readonly Ours _system;
    private readonly Func<IReadOnlySet<string>> _living;
    private readonly Func<IReadOnlySet<string>> _unsure;
    private readonly CancellationTokenSource _end = new();
    private readonly Dictionary<string, long> _wrongSince = new(StringComparer.Ordinal);
    private readonly Dictionary<int, long> _oldSince = [];
    private readonly List<string> _violations = [];
    private readonly List<MemoryAt> _memory = [];
    private readonly long _started = TimeProvider.System.GetTimestamp();
    private readonly Task _running;

    /// <param name="system">What is looked at.</param>
    /// <param name="living">The hosts that should be served at the moment.</param>
    /// <param name="unsure">Those of them of which the balancer may or may not think so.</param>
    public Invariants(Ours system, Func<IReadOnlySet<string>> living, Func<IReadOnlySet<string>> unsure)
    {
        _system = system;
        _living = living;
        _unsure = unsure;
        _running = RunAsync();
    }

    public int Looks { get; private set; }

    public IReadOnlyList<string> Violations => _violations;

    public IReadOnlyList<MemoryAt> Memory => _memory;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running;
        _end.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token))
            {
                try
                {
                    await LookAsync();
                    Looks++;
                }
                catch (Exception error) when (error is IOException or FormatException or HttpRequestException)
                {
                    // HAProxy has just been killed: its pid file is that of another, or none
                }
            }
        }
        catch (OperationCanceledException)
        {
            // the end
        }
    }

    private async Task LookAsync()
    {
        var living = _living();
        var up = (await _system.ServersAsync()).Where(server => server.Value.StartsWith("UP", StringComparison.Ordinal))
            .Select(server => server.Key).ToHashSet(StringComparer.Ordinal);
        Judge(
        [
            .. up.Except(living).Select(host => $"{host} gets traffic and does not live"),
            .. living.Except(up).Except(_unsure()).Select(host => $"{host} lives and gets no traffic"),
            // The newest worker is the last one; the others have to end.
            .. ProcessTree.Of(_system.HaProxyPid()).Skip(1).SkipLast(1).Where(IsTooOld)
            .Select(worker => $"the old worker {worker} has not ended in time"),
        ]);

        if (Looks % 10 == 0)
        {
            _memory.Add(new MemoryAt(TimeProvider.System.GetElapsedTime(_started).TotalSeconds, [
                .. (await _system.ProcessesAsync()).Where(process => process.Name != "web")
                .Select(process => new MemoryOf(process.Name, PrivateMegabytes(process.Pid), Handles(process.Pid)))]));
        }
    }

    private bool IsTooOld(int worker)
    {
        var since = _oldSince.TryGetValue(worker, out var known) ? known : _oldSince[worker] = TimeProvider.System.GetTimestamp();
        return TimeProvider.System.GetElapsedTime(since) > LongestOldWorker;
    }

    // Wrong for a moment is what a change is.
    private void Judge(IEnumerable<string> wrong)
    {
        var now = wrong.ToHashSet(StringComparer.Ordinal);
        foreach (var over in _wrongSince.Keys.Except(now).ToList())
        {
            _wrongSince.Remove(over);
        }

        foreach (var fault in now)
        {
            if (!_wrongSince.TryGetValue(fault, out var since))
            {
                _wrongSince.Add(fault, TimeProvider.System.GetTimestamp());
            }
            else if (TimeProvider.System.GetElapsedTime(since) > Grace)
            {
                _violations.Add(
                    $"{fault}, for more than {Grace.TotalSeconds} s, at {TimeProvider.System.GetElapsedTime(_started).TotalSeconds:0} s "
                        + $"({TimeProvider.System.GetUtcNow():HH:mm:ss}Z)");
                _wrongSince.Remove(fault);
            }
        }
    }

    private static double PrivateMegabytes(int pid)
    {
        try
        {
            return File.ReadLines($"/proc/{pid}/smaps_rollup").Where(line => line.StartsWith("Private_", StringComparison.Ordinal))
                .Sum(line =>
                double.Parse(line.Split([' ', ':'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)) / 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static int Handles(int pid)
    {
        try
        {
            return Directory.GetFileSystemEntries($"/proc/{pid}/fd").Length;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}

/// <summary>What the processes held at a moment.</summary>
/// <param name="Second">Seconds since the start.</param>
/// <param name="Processes">Each process of the balancer and the seed.</param>
internal sealed record MemoryAt(double Second, IReadOnlyList<MemoryOf> Processes);

/// <summary>What a process holds.</summary>
/// <param name="Name">What it is.</param>
/// <param name="PrivateMegabytes">Its private memory.</param>
/// <param name="Handles">Its open files and sockets.</param>
internal sealed record MemoryOf(string Name, double PrivateMegabytes, int Handles);
