using System.Collections.Immutable;
using System.Globalization;
using System.Net.Sockets;
using Actors.HaAgent.Planning;

namespace Actors.HaAgent.HaProxy;

/// <summary>The worker that serves and those of earlier reloads: what each has of sessions, and how it is ended.</summary>
internal sealed class WorkersApi(HaProxySockets sockets, RuntimeApi runtime)
{
    /// <summary>Sessions of an old worker that are ended in one pass, each by a question of its own.</summary>
    private const int MostAtOnce = 100;

    /// <summary>Every server of the worker that serves, with the sessions that it and old workers have on it.</summary>
    /// <exception cref="SocketException">Nothing listens there.</exception>
    public async Task<ImmutableArray<ObservedServer>> ObserveAsync(CancellationToken cancellationToken)
    {
        var readings = await runtime.ReadServersAsync(cancellationToken);
        var sessions = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (_, csv) in await AskEachWorkerAsync(RuntimeApi.ServersOnly, cancellationToken))
        {
            Count(sessions, csv);
        }

        return [.. readings.Select(reading => new ObservedServer(reading, sessions.GetValueOrDefault(reading.Id)))];
    }

    /// <summary>What each worker has counted, the one that serves first.</summary>
    /// <exception cref="SocketException">Nothing listens there.</exception>
    public async Task<IReadOnlyList<WorkerStatistics>> ReadStatisticsAsync(CancellationToken cancellationToken)
    {
        var answers = await AskEachWorkerAsync(RuntimeApi.ServersOnly, cancellationToken);
        return [.. answers.Select(worker => new WorkerStatistics(worker.Pid, ServerStatistics.ParseAll(worker.Answer)))];
    }

    /// <summary>
    /// What each old worker has counted, null for one that does not say it in time: one that hangs must not keep whoever asks waiting.
    /// </summary>
    /// <param name="longest">How long they have, together.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<ImmutableArray<ServerStatistics>?>> ReadOldStatisticsAsync(
        TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        return await TryAsync(runtime.ReadProcessesAsync) is { } processes
            ? await Task.WhenAll(processes.OldWorkers.Select(async old =>
                await TryAsync(async token => (string?)await AskOldWorkerAsync(old, RuntimeApi.ServersOnly, token)) is { } answer
                    ? ServerStatistics.TryParseAll(answer)
                    : null))
            // There may be old ones: their master does not say it.
            : [null];

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
        foreach (var one in OnServer(await AskOldWorkerAsync(old, "show sess", cancellationToken), sessions.Server).Take(MostAtOnce))
        {
            await AskOldWorkerAsync(old, $"shutdown session {one}", cancellationToken);
        }
    }

    /// <summary>The sessions of clients in the answer to <c>show sess</c>, by the ids that <c>shutdown session</c> takes.</summary>
    internal static string[] SessionsOf(string sessions) => Ids(sessions, line => !line.Contains(" fe=GLOBAL ", StringComparison.Ordinal));

    private static string[] OnServer(string sessions, string server)
    {
        var named = $" be={server.Replace("/", " srv=", StringComparison.Ordinal)} ";
        return Ids(sessions, line => line.Contains(named, StringComparison.Ordinal));
    }

    // "0x55d8: proto=tcpv4 src=10.0.0.9:1234 fe=in.http be=web srv=web-1 ts=..." (management guide, "show sess").
    private static string[] Ids(string sessions, Func<string, bool> isWanted) =>
    [
        .. sessions.Split('\n')
            .Where(line => line.StartsWith("0x", StringComparison.Ordinal) && isWanted(line))
            .Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)]),
    ];

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
}
