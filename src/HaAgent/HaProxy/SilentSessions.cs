using System.Collections.Immutable;

namespace Actors.HaAgent.HaProxy;

/// <summary>What one worker of HAProxy counts.</summary>
/// <param name="Pid">An old worker's process id; null for the worker that serves.</param>
/// <param name="Servers">Its servers.</param>
public sealed record WorkerStatistics(int? Pid, ImmutableArray<ServerStatistics> Servers);

/// <summary>Requests and connections that a worker has on a server.</summary>
/// <param name="Pid">An old worker's process id; null for the worker that serves.</param>
/// <param name="Server">The server, <c>backend/server</c>.</param>
/// <param name="Sessions">How many they are.</param>
public sealed record ServerSessions(int? Pid, string Server, int Sessions);

/// <summary>
/// Decides which requests and connections are ended since their machine has vanished: it answers neither the cluster nor HAProxy. What was
/// sent to it and never acknowledged would wait for minutes, which no keepalive shortens. Pure.
/// </summary>
public static class SilentSessions
{
    /// <summary>The sessions on servers whose nodes are silent.</summary>
    /// <param name="silent">The servers whose nodes the cluster has lost (<see cref="Desired.SilentNodes"/>).</param>
    /// <param name="workers">What HAProxy says, the worker that serves first.</param>
    /// <returns>Those to end, and whether others are there that may still have to be.</returns>
    public static (ImmutableArray<ServerSessions> Ended, bool AreLeft) Decide(
        ImmutableHashSet<string> silent, IReadOnlyList<WorkerStatistics> workers)
    {
        ArgumentNullException.ThrowIfNull(silent);
        ArgumentNullException.ThrowIfNull(workers);
        var serving = workers.Where(worker => worker.Pid is null).SelectMany(worker => worker.Servers).DistinctBy(server => server.Id)
            .ToDictionary(server => server.Id, StringComparer.Ordinal);
        var all = workers.SelectMany(worker =>
            worker.Servers.Where(server => server.Sessions > 0 && silent.Contains(server.Id))
                .Select(server => (worker.Pid, Server: server))).ToList();
        // An old worker checks no more: what the one that serves finds counts, where that has the server still.
        var ended = all.Where(one => IsNobodyThere(serving.GetValueOrDefault(one.Server.Id) ?? one.Server))
            .Select(one => new ServerSessions(one.Pid, one.Server.Id, one.Server.Sessions)).ToImmutableArray();
        return (ended, all.Count > 0);
    }

    // Down by a check of its own that could not connect. A status that is not wanted, an answer that comes late and requests that fail say
    // that something is there.
    private static bool IsNobodyThere(ServerStatistics server) =>
        server.Status.StartsWith("DOWN", StringComparison.Ordinal)
        && ServerStatistics.LastCheck(server.CheckStatus) is ("L4TOUT" or "L4CON");
}
