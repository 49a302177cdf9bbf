using System.Net;
using System.Net.Sockets;

namespace Actors.Harness.Networks;

/// <summary>Everybody is on 127.0.0.1.</summary>
public sealed class Loopback : INetwork
{
    public static readonly Loopback Instance = new();

    public string AddressOf(string node) => "127.0.0.1";

    public int RemotingPortOf(string node) => 0;

    public IReadOnlyList<string> RunAt(string node) => [];

    public async ValueTask<Stream> ConnectAsync(string? node, DnsEndPoint endPoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
