using System.Collections.Immutable;
using System.Globalization;
using System.Net.Sockets;
using Actors.HaAgent.Planning;

namespace Actors.HaAgent.HaProxy;

/// <summary>The worker that serves and those of earlier reloads: what each has of sessions, and how it is ended.</summary>
internal sealed class WorkersApi(HaProxySockets sockets, RuntimeApi runtime, TimeProvider time)
{
    /// <summary>Old workers have so long, together: one that hangs must not keep whoever asks waiting.</summary>
    private static readonly TimeSpan LongestOld = TimeSpan.FromMilliseconds(500);

    /// <summary>For so long what old workers said goes on where their master does not say which they are: it may reload.</summary>
    private static readonly TimeSpan GoesOnFor = TimeSpan.FromSeconds(10);

    /// <summary>Sessions of an old worker that are ended in one pass, each by a question of its own.</summary>
    private const int MostAtOnce = 100;

    private Said? _said;

    /// <summary>Every server of the worker that serves, with the sessions that it and old workers have on it.</summary>
    /// <exception cref="SocketException">Nothing listens there.</exception>
    public async Task<ImmutableArray<ObservedServer>> ObserveAsync(CancellationToken cancellationToken)
    {
        var readings = await runtime.ReadServersAsync(cancellationToken);
        var sessions = new Dictionary<string, int>(StringComparer.Ordinal);
        Count(sessions, await sockets.AskWorkerAsync(RuntimeApi.ServersOnly, cancellationToken));
        var old = await AskOldWorkersAsync(cancellationToken) ?? [null];
        foreach (var csv in old)
        {
            Count(sessions, csv ?? "");
        }

        var silent = old.Count(csv => csv is null);
        return
        [
            .. readings.Select(reading => new ObservedServer(reading, sessions.GetValueOrDefault(reading.Id)) { SilentWorkers = silent }),
        ];
    }

    /// <summary>What each worker has counted, the one that serves first.</summary>
    /// <exception cref="SocketException">Nothing listens there.</exception>
    public async Task<IReadOnlyList<WorkerStatistics>> ReadStatisticsAsync(CancellationToken cancellationToken)
    {
        var answers = await AskEachWorkerAsync(RuntimeApi.ServersOnly, cancellationToken);
        return [.. answers.Select(worker => new WorkerStatistics(worker.Pid, ServerStatistics.ParseAll(worker.Answer)))];
    }

    /// <summary>
    /// What each old worker has counted, null for one that does not say it in time. While their master is busy, as by a reload, it is what
    /// they said last.
    /// </summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<ImmutableArray<ServerStatistics>?>> ReadOldStatisticsAsync(CancellationToken cancellationToken)
    {
        if (await AskOldWorkersAsync(cancellationToken) is { } answers)
        {
            _said = new(
                [.. answers.Select(answer => answer is null ? null : ServerStatistics.TryParseAll(answer))], time.GetTimestamp());
            return _said.Old;
        }

        return _said is { } said && time.GetElapsedTime(said.At) < GoesOnFor ? said.Old : [null];
    }

    /// <summary>Ends what a worker has on a server.</summary>
    /// <exception cref="SocketException">Nothing listens there.</exception>
    public async Task EndAsync(ServerSessions sessions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        if (sessions.Pid is not { } old)
        {
            await sockets.AskWorkerAsync(new RuntimeCommand.ShutdownSessions(sessions.Server).Text, cancellationToken);
            return;
        }

        // The backends of an old worker are stopped, and take no command about a server: there it is one by one, and the next audit does
        // what is left.
        var all = await AskOldWorkerAsync(old, "show sess", cancellationToken);
        foreach (var one in SessionIds.OnServer(all, sessions.Server).Take(MostAtOnce))
        {
            await AskOldWorkerAsync(old, $"shutdown session {one}", cancellationToken);
        }
    }

    // The one that serves first, without a process id; then each old one.
    private async Task<IReadOnlyList<(int? Pid, string Answer)>> AskEachWorkerAsync(string command, CancellationToken cancellationToken)
    {
        var answers = new List<(int? Pid, string Answer)> { (null, await sockets.AskWorkerAsync(command, cancellationToken)) };
        foreach (var old in (await runtime.ReadProcessesAsync(cancellationToken))?.OldWorkers ?? [])
        {
            answers.Add((old, await AskOldWorkerAsync(old, command, cancellationToken)));
        }

        return answers;
    }

    // Null for one that does not answer in time, and for all where their master does not say which they are.
    private async Task<IReadOnlyList<string?>?> AskOldWorkersAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(LongestOld, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        return await TryAsync(runtime.ReadProcessesAsync) is { } processes
            ? await Task.WhenAll(processes.OldWorkers.Select(old =>
                TryAsync(async token => (string?)await AskOldWorkerAsync(old, RuntimeApi.ServersOnly, token))))
            : null;

        async Task<T?> TryAsync<T>(Func<CancellationToken, Task<T?>> ask)
        {
            try
            {
                return await ask(either.Token);
            }
            catch (Exception error) when (
                error is SocketException or IOException
                || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                return default;
            }
        }
    }

    private Task<string> AskOldWorkerAsync(int pid, string command, CancellationToken cancellationToken) =>
        sockets.AskMasterAsync(string.Create(CultureInfo.InvariantCulture, $"@!{pid} {command}"), cancellationToken);

    // Columns 0, 1, 2 and 4 of the CSV are pxname, svname, qcur and scur (management guide, "Statistics and monitoring").
    private static void Count(Dictionary<string, int> sessions, string csv)
    {
        foreach (var line in csv.Split('\n'))
        {
            var fields = line.Split(',', 6);
            if (fields.Length > 5 && int.TryParse(fields[4], NumberStyles.None, CultureInfo.InvariantCulture, out var current))
            {
                _ = int.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var queued);
                var id = $"{fields[0]}/{fields[1]}";
                sessions[id] = sessions.GetValueOrDefault(id) + current + queued;
            }
        }
    }

    private sealed record Said(IReadOnlyList<ImmutableArray<ServerStatistics>?> Old, long At);
}
