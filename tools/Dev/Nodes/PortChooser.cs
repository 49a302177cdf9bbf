using System.Net;
using System.Net.Sockets;

namespace Actors.Dev.Nodes;

/// <summary>Why a port can or cannot be listened on.</summary>
internal enum PortState
{
    Free,
    Taken,

    /// <summary>Below 1024 and we are not root.</summary>
    Forbidden,
}

/// <summary>
/// Chooses ports for nodes: below the range the kernel hands out to clients, so that nobody gets one in between,
/// and from a place that depends on the folder that they run in, so that two systems do not reach for the same.
/// </summary>
internal sealed class PortChooser(Func<int, PortState> probe)
{
    private const int First = 20_000;
    private const int Blocks = 120;
    private const int BlockSize = 100;
    private const int Last = First + (Blocks * BlockSize) - 1;

    public static PortChooser OnThisMachine { get; } = new(ProbeLoopback);

    /// <summary>The first of the preferred ports for a system that runs in <paramref name="folder"/>.</summary>
    public static int BlockOf(string folder)
    {
        // FNV-1a: string.GetHashCode differs from run to run.
        var hash = 2166136261u;
        foreach (var character in folder)
        {
            hash = (hash ^ character) * 16777619u;
        }

        return First + ((int)(hash % Blocks) * BlockSize);
    }

    /// <summary>The next free ports from <paramref name="start"/> on, in order, wrapping at the end of the range.</summary>
    /// <param name="count">How many.</param>
    /// <param name="start">Where to begin, see <see cref="BlockOf"/>.</param>
    /// <param name="reserved">Known to belong to a node, also when that does not run now.</param>
    public IReadOnlyList<int> Choose(int count, int start, IEnumerable<int> reserved)
    {
        var taken = reserved.ToHashSet();
        var chosen = new List<int>(count);
        for (var step = 0; step <= Last - First && chosen.Count < count; step++)
        {
            var port = First + ((start - First + step) % (Last - First + 1));
            if (!taken.Contains(port) && probe(port) == PortState.Free)
            {
                chosen.Add(port);
            }
        }

        return chosen.Count == count
            ? chosen
            : throw new CommandFailed(ExitCode.MachineLacks, $"no {count} free ports between {First} and {Last}.");
    }

    /// <summary>The service's port is what the user asked for, or an error.</summary>
    public void Require(int port, string what, string option)
    {
        switch (probe(port))
        {
            case PortState.Taken:
                throw new CommandFailed(
                    ExitCode.MachineLacks,
                    $"port {port} ({what}) is taken by another program.",
                    $"Choose another: {option} {(port < 64_000 ? port + 1 : port - 1)}");
            case PortState.Forbidden:
                throw new CommandFailed(
                    ExitCode.MachineLacks,
                    $"port {port} ({what}) is only for root.",
                    $"Choose one above 1023: {option} 8080");
            default:
                return;
        }
    }

    /// <summary>A node that starts again needs its old ports: others know it by them.</summary>
    public void RequireOwn(int port, string name)
    {
        if (probe(port) != PortState.Free)
        {
            throw new CommandFailed(
                ExitCode.MachineLacks,
                $"port {port}, which belongs to {name}, is taken by another program meanwhile.",
                "End that program, or begin anew: ./actors down, ./actors up");
        }
    }

    /// <summary>The wanted port, or the next free one after it among the <paramref name="others"/> following.</summary>
    public int Prefer(int port, int others, IEnumerable<int> reserved)
    {
        var taken = reserved.ToHashSet();
        return Enumerable.Range(port, others + 1).Cast<int?>()
            .FirstOrDefault(candidate => !taken.Contains(candidate!.Value) && probe(candidate.Value) == PortState.Free)
            ?? throw new CommandFailed(ExitCode.MachineLacks, $"no free port between {port} and {port + others}.");
    }

    private static PortState ProbeLoopback(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen(1);
            return PortState.Free;
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode == SocketError.AccessDenied ? PortState.Forbidden : PortState.Taken;
        }
    }
}
