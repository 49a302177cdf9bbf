using System.Net;
using System.Net.Sockets;

namespace Actors.WebNode;

/// <summary>
/// Has the node answer itself once as soon as its port is open, so that no client waits for the way of a request to be compiled.
/// </summary>
public static class FirstRequest
{
    /// <summary>Sends <c>HEAD /</c>; whether and how it is answered does not matter.</summary>
    public static async Task SendAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(address, cancellationToken);
            await socket.SendAsync("HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray(), cancellationToken);
            await socket.ReceiveAsync(new byte[512], cancellationToken);
        }
        catch (SocketException)
        {
            // the agents' probes find out
        }
        catch (OperationCanceledException)
        {
            // the node stops
        }
    }
}
