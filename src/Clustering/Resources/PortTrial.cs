using System.Net;
using System.Net.Sockets;

namespace Actors.Clustering.Resources;

/// <summary>Tries whether a port of this machine can be listened on. Nothing is sent and nothing stays open.</summary>
public static class PortTrial
{
    /// <summary>Why it cannot be listened on now; null where it can.</summary>
    /// <param name="address">The address and the port.</param>
    /// <param name="bothFamilies">Whether <c>[::]</c> must be free for IPv4 too, as where a program listens on both by it.</param>
    public static SocketException? FaultOf(IPEndPoint address, bool bothFamilies)
    {
        ArgumentNullException.ThrowIfNull(address);
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (bothFamilies && address.Address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            socket.Bind(address);
            return null;
        }
        catch (SocketException error)
        {
            return error;
        }
    }
}
