using System.Collections.Immutable;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Actors.Clustering;
using Actors.HaAgent.Desired;

namespace Actors.HaAgent.Applying;

/// <summary>The real HAProxy.</summary>
public sealed class HaProxyControl(HaProxyOptions options, HaProxyMaster master, HaProxySockets sockets, TimeProvider time) : IHaProxy
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(10);

    public async Task<LinuxProcess?> AdoptAsync(CancellationToken cancellationToken) =>
        master.Find() is { } process && await AskProcessesAsync(cancellationToken) is not null ? process : null;

    public async Task<(LinuxProcess? Process, ApplyFailure? Failure)> StartAsync(CancellationToken cancellationToken)
    {
        var process = master.Start();
        var worker = await UntilAsync(
            async () => process is not { IsAlive: true } ? -1
                : await AskProcessesAsync(cancellationToken) is null ? null : await WorkerPidAsync(cancellationToken),
            pid => pid is not null,
            cancellationToken);
        return worker is > 0
            ? (process, null)
            : (null, new ApplyFailure(ApplyStage.Start, Words(master.LogSince(0), "HAProxy ended, or did not answer, without a word"),
                "Free the port or change HaProxy:HttpPort / HaProxy:StatsPort; it is tried again."));
    }

    public async Task<ApplyFailure?> ReloadAsync(ImmutableArray<ServerState> next, CancellationToken cancellationToken)
    {
        if (await UntilAsync(() => AskProcessesAsync(cancellationToken), now => now is not null, cancellationToken) is not { } before)
        {
            return new ApplyFailure(ApplyStage.Reload, "the master does not answer", "See whether HAProxy runs; it is tried again.");
        }

        await CarryStateAsync(next, cancellationToken);
        var mark = master.MarkLog();
        var answer = await AskAsync(sockets.AskMasterAsync, "reload", cancellationToken) ?? "";
        var after = answer.Contains("Success=0", StringComparison.Ordinal)
            ? before with { Failed = 1 }
            : await UntilAsync(() => AskProcessesAsync(cancellationToken), now => now is { Failed: > 0 } || (now?.Worker is { } pid && pid != before.Worker), cancellationToken);
        if (after is not { Failed: 0 })
        {
            return new ApplyFailure(ApplyStage.Reload, Words(answer + "\n" + master.LogSince(mark), "the new worker did not come up"), "The old worker serves on with what it had.");
        }

        if (await UntilAsync(() => WorkerPidAsync(cancellationToken), pid => pid == after.Worker, cancellationToken) != after.Worker)
        {
            return new ApplyFailure(ApplyStage.Verify, $"the new worker {after.Worker} does not answer on {options.StatsSocket}", "See HAProxy's log; it is tried again.");
        }

        var difference = ServerReadBack.Difference(await sockets.AskWorkerAsync("show servers state", cancellationToken), next);
        return difference.Length == 0
            ? null
            : new ApplyFailure(ApplyStage.Verify, difference, "The configuration was reloaded, but HAProxy has other servers than it says: see the template.");
    }

    public Task WaitForExitAsync(LinuxProcess process, CancellationToken cancellationToken) => master.WaitForExitAsync(process, cancellationToken);

    private async Task CarryStateAsync(ImmutableArray<ServerState> next, CancellationToken cancellationToken)
    {
        if (await AskAsync(sockets.AskWorkerAsync, "show servers state", cancellationToken) is { Length: > 0 } state)
        {
            AtomicFile.Write(options.StateFile, Encoding.ASCII.GetBytes(ServerStateFile.Carry(state, next)));
        }
    }

    private async Task<MasterProcesses?> AskProcessesAsync(CancellationToken cancellationToken) =>
        await AskAsync(sockets.AskMasterAsync, "show proc", cancellationToken) is { } answer ? MasterProcesses.TryParse(answer) : null;

    private async Task<int?> WorkerPidAsync(CancellationToken cancellationToken)
    {
        var info = await AskAsync(sockets.AskWorkerAsync, "show info", cancellationToken);
        var line = info?.Split('\n').FirstOrDefault(text => text.StartsWith("Pid: ", StringComparison.Ordinal));
        return line is null ? null : int.Parse(line["Pid: ".Length..], CultureInfo.InvariantCulture);
    }

    // While HAProxy starts and reloads nobody may listen for a moment: null.
    private static async Task<string?> AskAsync(Func<string, CancellationToken, Task<string>> ask, string line, CancellationToken cancellationToken)
    {
        try
        {
            return await ask(line, cancellationToken);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    // Asks until the answer is wanted or the time is over, and gives the last answer.
    private async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> isWanted, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var answer = await ask();
            if (isWanted(answer) || time.GetElapsedTime(started) > LongestStart)
            {
                return answer;
            }

            await Task.Delay(LookEvery, time, cancellationToken);
        }
    }

    private static string Words(string said, string otherwise) => said.Trim() is { Length: > 0 } words ? words : otherwise;
}
