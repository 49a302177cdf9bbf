using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Actors.EndToEnd.Support;

/// <summary>
/// Stands at a port of 127.0.0.1 in front of a node that listens at the same port of 127.0.0.2: so a test decides when the node
/// can be reached there, and what is answered before.
/// </summary>
internal sealed class LocalPort : IAsyncDisposable
{
    private static readonly byte[] Unavailable = Encoding.ASCII.GetBytes(
        "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    private readonly CancellationTokenSource _end = new();
    private readonly TcpListener _listener;
    private readonly Task _running;
    private int _served;

    private LocalPort(int port, Func<NetworkStream, int, CancellationToken, Task> serve)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _running = RunAsync(port, serve);
    }

    /// <summary>How many connections it has taken.</summary>
    public int Served => Volatile.Read(ref _served);

    /// <summary>Hands every connection on to the node.</summary>
    public static LocalPort Relay(int port) => new(port, RelayAsync);

    /// <summary>Answers every request with 503.</summary>
    public static LocalPort Refuse(int port) => new(port, RefuseAsync);

    public async ValueTask DisposeAsync()
    {
        // The listener stops last: a loop that is about to accept once more would be told that it does not listen.
        await _end.CancelAsync();
        await _running;
        _listener.Stop();
        _end.Dispose();
    }

    private async Task RunAsync(int port, Func<NetworkStream, int, CancellationToken, Task> serve)
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(OneAsync(await _listener.AcceptSocketAsync(_end.Token), port, serve));
                Interlocked.Increment(ref _served);
            }
        }
        catch (OperationCanceledException)
        {
            // the end
        }

        await Task.WhenAll(connections);
    }

    private async Task OneAsync(Socket socket, int port, Func<NetworkStream, int, CancellationToken, Task> serve)
    {
        await using var client = new NetworkStream(socket, ownsSocket: true);
        try
        {
            await serve(client, port, _end.Token);
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException)
        {
            // one of the two has gone
        }
    }

    private static async Task RelayAsync(NetworkStream client, int port, CancellationToken cancellationToken)
    {
        using var node = new TcpClient();
        await node.ConnectAsync(IPAddress.Parse("127.0.0.2"), port, cancellationToken);
        var stream = node.GetStream();
        await Task.WhenAny(client.CopyToAsync(stream, cancellationToken), stream.CopyToAsync(client, cancellationToken));
    }

    private static async Task RefuseAsync(NetworkStream client, int port, CancellationToken cancellationToken)
    {
        await client.ReadAtLeastAsync(new byte[1024], 1, throwOnEndOfStream: false, cancellationToken);
        await client.WriteAsync(Unavailable, cancellationToken);
    }
}
