using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Actors.Harness;

/// <summary>Ports that nobody holds at the moment, and nobody in this process was given before.</summary>
public static class Ports
{
    private static readonly ConcurrentDictionary<int, bool> Given = new();

    public static int Free()
    {
        // Below the ports that the system itself gives to outgoing connections: those may be taken the moment they are free.
        while (true)
        {
            var port = Random.Shared.Next(21_000, 32_000);
            if (!Given.TryAdd(port, true))
            {
                continue;
            }

            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // taken; another
            }
        }
    }
}
