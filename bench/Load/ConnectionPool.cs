using System.Collections.Concurrent;
using System.Net;

namespace Actors.Bench.Load;

/// <summary>
/// Connections of users who keep theirs open, used in turn so that none is ever idle for long. One that the server has
/// closed meanwhile is replaced before a request is sent on it, as any client does; what is lost after that is lost.
/// </summary>
internal sealed class ConnectionPool(IPEndPoint target) : IDisposable
{
    /// <summary>How many stay open.</summary>
    private const int Kept = 32;

    private readonly ConcurrentQueue<ClientConnection> _idle = [];
    private int _open;

    public async Task<ClientConnection> TakeAsync(CancellationToken cancellationToken)
    {
        while (Volatile.Read(ref _open) >= Kept && _idle.TryDequeue(out var connection))
        {
            if (!connection.IsClosedByServer)
            {
                return connection;
            }

            Drop(connection);
        }

        Interlocked.Increment(ref _open);
        try
        {
            return await ClientConnection.OpenAsync(target, cancellationToken);
        }
        catch
        {
            Interlocked.Decrement(ref _open);
            throw;
        }
    }

    public void GiveBack(ClientConnection connection) => _idle.Enqueue(connection);

    public void Drop(ClientConnection connection)
    {
        Interlocked.Decrement(ref _open);
        connection.Dispose();
    }

    public void Dispose()
    {
        while (_idle.TryDequeue(out var connection))
        {
            connection.Dispose();
        }
    }
}
