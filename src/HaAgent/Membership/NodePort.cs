using System.Net.Sockets;
using Akka.Actor;

namespace Actors.HaAgent.Membership;

/// <summary>What a connection to a node's port in the cluster comes to.</summary>
public enum PortAnswer
{
    /// <summary>No answer in time, or no way there: that says nothing of the node.</summary>
    None,

    /// <summary>Nothing listens there.</summary>
    Refused,

    /// <summary>Something takes the connection.</summary>
    Taken,
}

/// <summary>Asks at a node's port in the cluster whether anything listens there.</summary>
public static class NodePort
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(500);

    /// <param name="node">The node's address in the cluster.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<PortAnswer> AskAsync(Address node, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(node);
        using var limit = new CancellationTokenSource(Longest, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(node.Host, node.Port ?? 0, both.Token);
            return PortAnswer.Taken;
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode == SocketError.ConnectionRefused ? PortAnswer.Refused : PortAnswer.None;
        }
        catch (OperationCanceledException)
        {
            return PortAnswer.None;
        }
    }
}
