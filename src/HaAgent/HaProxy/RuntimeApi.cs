using System.Collections.Immutable;
using System.Globalization;
using System.Net.Sockets;
using Actors.HaAgent.Planning;

namespace Actors.HaAgent.HaProxy;

/// <summary>HAProxy's runtime API: sends typed commands to the worker that serves, and reads its servers and those of old workers.</summary>
public sealed class RuntimeApi(HaProxySockets sockets)
{
    /// <summary>As many as go over one connection: HAProxy serves on between them, and each has a time limit of its own.</summary>
    private const int BatchSize = 500;

    /// <summary>Sessions of an old worker that are ended in one pass, each by a question of its own.</summary>
    private const int MostAtOnce = 100;

    /// <summary>Every proxy, objects of type 4 (servers), every server.</summary>
    private const string ServersOnly = "show stat -1 4 -1";

    /// <summary>Sends all of them in their order and gives those that did not succeed, with the reply.</summary>
    /// <exception cref="SocketException">Nobody listens.</exception>
    public async Task<ImmutableArray<RefusedCommand>> SendAsync(ImmutableArray<RuntimeCommand> commands, CancellationToken cancellationToken)
    {
        var refused = ImmutableArray.CreateBuilder<RefusedCommand>();
        foreach (var batch in commands.Chunk(BatchSize))
        {
            // In interactive mode every reply ends with a prompt, so that each has its own, however long it is.
            var script = string.Join('\n', batch.Select(command => command.Text).Prepend("prompt").Append("quit"));
            var replies = ("\n" + await sockets.AskWorkerAsync(script, cancellationToken)).Split("\n> ").Skip(1).ToList();
            refused.AddRange(batch.Select((command, i) => new RefusedCommand(command, i < replies.Count - 1 ? replies[i].Trim() : "no reply"))
                .Where(sent => !sent.Command.IsSuccess(sent.Reply)));
        }

        return refused.ToImmutable();
    }

    /// <summary>Every server of the worker that serves.</summary>
    /// <exception cref="SocketException">Nobody listens.</exception>
    public async Task<ImmutableArray<ServerReading>> ReadServersAsync(CancellationToken cancellationToken) =>
        ServerReading.ParseAll(await ReadStateAsync(cancellationToken));

    /// <summary>The routes that the worker that serves looks up.</summary>
    /// <param name="map">The map's file, as the configuration names it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SocketException">Nobody listens.</exception>
    public async Task<ImmutableSortedDictionary<string, string>> ReadRoutesAsync(string map, CancellationToken cancellationToken) =>
        RouteMap.Parse(await sockets.AskWorkerAsync($"show map {map}", cancellationToken));

    /// <summary>What a reload carries over ("show servers state").</summary>
    /// <exception cref="SocketException">Nobody listens.</exception>
    public Task<string> ReadStateAsync(CancellationToken cancellationToken) => sockets.AskWorkerAsync("show servers state", cancellationToken);

    /// <summary>The process id of the worker that serves; null where it does not say.</summary>
    /// <exception cref="SocketException">Nobody listens.</exception>
    public async Task<int?> ReadWorkerPidAsync(CancellationToken cancellationToken) =>
        await ReadInfoAsync("Pid: ", cancellationToken) is { } pid ? int.Parse(pid, CultureInfo.InvariantCulture) : null;

    /// <summary>The version of the worker that serves, such as <c>3.0.11-1+deb13u5</c>; null where it does not say.</summary>
    /// <exception cref="SocketException">No worker listens.</exception>
    public Task<string?> ReadVersionAsync(CancellationToken cancellationToken) => ReadInfoAsync("Version: ", cancellationToken);

    private async Task<string?> ReadInfoAsync(string key, CancellationToken cancellationToken) =>
        (await sockets.AskWorkerAsync("show info", cancellationToken)).Split('\n').FirstOrDefault(text => text.StartsWith(key, StringComparison.Ordinal))?[key.Length..].Trim();

    /// <summary>The master's list of its processes; null while 2.6 reloads.</summary>
    /// <exception cref="SocketException">Nobody listens.</exception>
    public async Task<MasterProcesses?> ReadProcessesAsync(CancellationToken cancellationToken) =>
        MasterProcesses.TryParse(await sockets.AskMasterAsync("show proc", cancellationToken));

    /// <summary>Every server of the worker that serves, with the sessions that it and old workers have on it.</summary>
    /// <exception cref="SocketException">Nobody listens.</exception>
    public async Task<ImmutableArray<ObservedServer>> ObserveAsync(CancellationToken cancellationToken)
    {
        var readings = await ReadServersAsync(cancellationToken);
        var sessions = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (_, csv) in await AskEachWorkerAsync(ServersOnly, cancellationToken))
        {
            Count(sessions, csv);
        }

        return [.. readings.Select(reading => new ObservedServer(reading, sessions.GetValueOrDefault(reading.Id)))];
    }

    /// <summary>What each worker has counted, the one that serves first.</summary>
    /// <exception cref="SocketException">Nobody listens.</exception>
    public async Task<IReadOnlyList<WorkerStatistics>> ReadAllStatisticsAsync(CancellationToken cancellationToken) =>
        [.. (await AskEachWorkerAsync(ServersOnly, cancellationToken)).Select(worker => new WorkerStatistics(worker.Pid, ServerStatistics.ParseAll(worker.Answer)))];

    /// <summary>Ends what a worker has on a server.</summary>
    /// <exception cref="SocketException">Nobody listens.</exception>
    public async Task EndAsync(ServerSessions sessions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        if (sessions.Pid is not { } old)
        {
            await sockets.AskWorkerAsync(new RuntimeCommand.ShutdownSessions(sessions.Server).Text, cancellationToken);
            return;
        }

        // The backends of an old worker are stopped, and take no command about a server: there it is one by one, and the next audit does what is left.
        foreach (var one in OnServer(await AskOldWorkerAsync(old, "show sess", cancellationToken), sessions.Server).Take(MostAtOnce))
        {
            await AskOldWorkerAsync(old, $"shutdown session {one}", cancellationToken);
        }
    }

    // "0x55d8: proto=tcpv4 src=10.0.0.9:1234 fe=in.http be=web srv=web-1 ts=..." (management guide, "show sess").
    private static string[] OnServer(string sessions, string server)
    {
        var named = $" be={server.Replace("/", " srv=", StringComparison.Ordinal)} ";
        return [.. sessions.Split('\n').Where(line => line.StartsWith("0x", StringComparison.Ordinal) && line.Contains(named, StringComparison.Ordinal)).Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)])];
    }

    // The one that serves first, without a process id; then each old one.
    private async Task<IReadOnlyList<(int? Pid, string Answer)>> AskEachWorkerAsync(string command, CancellationToken cancellationToken)
    {
        var answers = new List<(int? Pid, string Answer)> { (null, await sockets.AskWorkerAsync(command, cancellationToken)) };
        foreach (var old in (await ReadProcessesAsync(cancellationToken))?.OldWorkers ?? [])
        {
            answers.Add((old, await AskOldWorkerAsync(old, command, cancellationToken)));
        }

        return answers;
    }

    private Task<string> AskOldWorkerAsync(int pid, string command, CancellationToken cancellationToken) =>
        sockets.AskMasterAsync(string.Create(CultureInfo.InvariantCulture, $"@!{pid} {command}"), cancellationToken);

    /// <summary>What the worker that serves has counted for each server since it started.</summary>
    /// <exception cref="SocketException">Nobody listens.</exception>
    public async Task<ImmutableArray<ServerStatistics>> ReadStatisticsAsync(CancellationToken cancellationToken) =>
        ServerStatistics.ParseAll(await sockets.AskWorkerAsync(ServersOnly, cancellationToken));

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

/// <summary>A command that HAProxy did not carry out.</summary>
/// <param name="Command">The command.</param>
/// <param name="Reply">What it said.</param>
public sealed record RefusedCommand(RuntimeCommand Command, string Reply)
{
    /// <inheritdoc />
    public override string ToString() => $"{Command.Text}: {Reply}";
}
