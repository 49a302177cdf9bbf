using System.Collections.Immutable;
using System.Globalization;
using System.Net.Sockets;
using Actors.HaAgent.Planning;

namespace Actors.HaAgent.HaProxy;

/// <summary>
/// HAProxy's runtime API: sends typed commands to the worker that serves, and reads its servers and those of old workers.
/// </summary>
public sealed class RuntimeApi(HaProxySockets sockets)
{
    /// <summary>As many as go over one connection: HAProxy serves on between them, and each has a time limit of its own.</summary>
    private const int BatchSize = 500;

    /// <summary>Every proxy, objects of type 4 (servers), every server.</summary>
    internal const string ServersOnly = "show stat -1 4 -1";

    /// <summary>Sends all of them in their order and gives those that did not succeed, with the reply.</summary>
    /// <exception cref="SocketException">Nothing listens there.</exception>
    public async Task<ImmutableArray<RefusedCommand>> SendAsync(
        ImmutableArray<RuntimeCommand> commands, CancellationToken cancellationToken)
    {
        var refused = ImmutableArray.CreateBuilder<RefusedCommand>();
        foreach (var batch in commands.Chunk(BatchSize))
        {
            // In interactive mode every reply ends with a prompt, so that each has its own, however long it is.
            var script = string.Join('\n', batch.Select(command => command.Text).Prepend("prompt").Append("quit"));
            var replies = ("\n" + await sockets.AskWorkerAsync(script, cancellationToken)).Split("\n> ").Skip(1).ToList();
            refused.AddRange(
                batch.Select((command, i) => new RefusedCommand(command, i < replies.Count - 1 ? replies[i].Trim() : "no reply"))
                .Where(sent => !sent.Command.IsSuccess(sent.Reply)));
        }

        return refused.ToImmutable();
    }

    /// <summary>Every server of the worker that serves.</summary>
    /// <exception cref="SocketException">Nothing listens there.</exception>
    public async Task<ImmutableArray<ServerReading>> ReadServersAsync(CancellationToken cancellationToken) =>
        ServerReading.ParseAll(await ReadStateAsync(cancellationToken));

    /// <summary>The routes that the worker that serves looks up.</summary>
    /// <param name="map">The map's file, as the configuration names it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SocketException">Nothing listens there.</exception>
    public async Task<ImmutableSortedDictionary<string, string>> ReadRoutesAsync(string map, CancellationToken cancellationToken) =>
        RouteMap.Parse(await sockets.AskWorkerAsync($"show map {map}", cancellationToken));

    /// <summary>
    /// Says to the worker that serves whether the balancer leaves; the answer is why it did not take it, null where it did.
    /// </summary>
    /// <param name="file">The mark's file, as the configuration names it.</param>
    /// <param name="isLeaving">Whether it leaves.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SocketException">Nothing listens there.</exception>
    public async Task<string?> MarkLeavingAsync(string file, bool isLeaving, CancellationToken cancellationToken)
    {
        var command = isLeaving ? $"add acl {file} {LeavingMark.Text}" : $"clear acl {file}";
        return (await sockets.AskWorkerAsync(command, cancellationToken)).Trim() is { Length: > 0 } refusal ? refusal : null;
    }

    /// <summary>What a reload carries over ("show servers state").</summary>
    /// <exception cref="SocketException">Nothing listens there.</exception>
    public Task<string> ReadStateAsync(CancellationToken cancellationToken) =>
        sockets.AskWorkerAsync("show servers state", cancellationToken);

    /// <summary>The process id of the worker that serves; null where it does not say.</summary>
    /// <exception cref="SocketException">Nothing listens there.</exception>
    public async Task<int?> ReadWorkerPidAsync(CancellationToken cancellationToken) =>
        await ReadInfoAsync("Pid: ", cancellationToken) is { } pid ? int.Parse(pid, CultureInfo.InvariantCulture) : null;

    /// <summary>The version of the worker that serves, such as <c>3.0.11-1+deb13u5</c>; null where it does not say.</summary>
    /// <exception cref="SocketException">No worker listens.</exception>
    public Task<string?> ReadVersionAsync(CancellationToken cancellationToken) => ReadInfoAsync("Version: ", cancellationToken);

    private async Task<string?> ReadInfoAsync(string key, CancellationToken cancellationToken) =>
        (await sockets.AskWorkerAsync("show info", cancellationToken)).Split('\n')
            .FirstOrDefault(text => text.StartsWith(key, StringComparison.Ordinal))?[key.Length..].Trim();

    /// <summary>The master's list of its processes; null while 2.6 reloads.</summary>
    /// <exception cref="SocketException">Nothing listens there.</exception>
    public async Task<MasterProcesses?> ReadProcessesAsync(CancellationToken cancellationToken) =>
        MasterProcesses.TryParse(await sockets.AskMasterAsync("show proc", cancellationToken));

    /// <summary>What the worker that serves has counted for each server since it started; null where its answer is none.</summary>
    /// <exception cref="SocketException">Nothing listens there.</exception>
    public async Task<ImmutableArray<ServerStatistics>?> ReadStatisticsAsync(CancellationToken cancellationToken) =>
        ServerStatistics.TryParseAll(await sockets.AskWorkerAsync(ServersOnly, cancellationToken));
}

/// <summary>A command that HAProxy did not carry out.</summary>
/// <param name="Command">The command.</param>
/// <param name="Reply">What it said.</param>
public sealed record RefusedCommand(RuntimeCommand Command, string Reply)
{
    /// <inheritdoc />
    public override string ToString() => $"{Command.Text}: {Reply}";
}
