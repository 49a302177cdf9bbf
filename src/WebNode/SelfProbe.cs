using System.Net;
using System.Net.Sockets;

namespace Actors.WebNode;

/// <summary>Proves that the node's own port answers, and runs its first request before a user's does.</summary>
public static class SelfProbe
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    /// <summary>Ends when <c>HEAD /</c> at <paramref name="address"/> has been answered with success.</summary>
    public static async Task UntilAnsweredAsync(IPEndPoint address, TimeProvider time, CancellationToken cancellationToken)
    {
        var head = "HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray();
        var answer = new byte[64];
        while (true)
        {
            try
            {
                using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(address, cancellationToken);
                await socket.SendAsync(head, cancellationToken);
                var length = await socket.ReceiveAsync(answer, cancellationToken);
                if (answer.AsSpan(0, length).StartsWith("HTTP/1.1 2"u8))
                {
                    return;
                }
            }
            catch (SocketException)
            {
                // not yet
            }

            await Task.Delay(Between, time, cancellationToken);
        }
    }
}
