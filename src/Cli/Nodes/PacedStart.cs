using System.Net;
using System.Net.Sockets;
using Actors.Cli.State;

namespace Actors.Cli.Nodes;

/// <summary>
/// Starts many nodes so that each serves soon after its start: no more of them are busy with it than there are processors.
/// All at once they would only take the time from each other, and from those that serve already.
/// </summary>
/// <param name="atOnce">How many may be busy with their start.</param>
/// <param name="start">Starts one.</param>
/// <param name="isBusy">Whether one that was started is still busy with it.</param>
/// <param name="clock">The clock.</param>
internal sealed class PacedStart(int atOnce, Func<RunState, NodeRecord, RunState> start, Func<NodeRecord, Task<bool>> isBusy, TimeProvider clock)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    // One that takes longer holds nobody up any more.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>On this machine.</summary>
    public static PacedStart Of(LocalSystem system) => new(Environment.ProcessorCount, system.Start, IsBusyAsync, system.Clock);

    /// <summary>Starts them; back once the last one has been started.</summary>
    public async Task<RunState> Start(RunState state, IReadOnlyList<NodeRecord> nodes, Action<string> say, CancellationToken ct)
    {
        var busy = new List<(NodeRecord Node, long Since)>();
        foreach (var node in nodes)
        {
            while (busy.Count >= atOnce)
            {
                say($"{nodes.Count} nodes to start; starting {string.Join(", ", busy.Select(one => one.Node.Name))}");
                await Task.Delay(Poll, clock, ct);
                foreach (var one in busy.ToArray())
                {
                    if (clock.GetElapsedTime(one.Since) > Patience || !await isBusy(one.Node))
                    {
                        busy.Remove(one);
                    }
                }
            }

            ct.ThrowIfCancellationRequested();
            state = start(state, node);
            busy.Add((state.Find(node.Name)!, clock.GetTimestamp()));
        }

        return state;
    }

    private static async Task<bool> IsBusyAsync(NodeRecord node)
    {
        if (node.WebPort is not { } port || !LocalSystem.IsAlive(node))
        {
            return false;
        }

        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, port);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
