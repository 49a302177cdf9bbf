using System.Net.Sockets;

namespace Actors.HaAgent.HaProxy;

/// <summary>A connection to the master on which nothing is said: it closes when the master ends, and when it reloads.</summary>
public sealed class MasterConnection(Socket socket) : IDisposable
{
    /// <summary>Completes when the master has closed it.</summary>
    public async Task ClosedAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await socket.ReceiveAsync(new byte[64], cancellationToken) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // closed all the same
        }
    }

    /// <inheritdoc />
    public void Dispose() => socket.Dispose();
}
