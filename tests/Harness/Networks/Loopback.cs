using System.Net;
using System.Net.Sockets;

namespace Actors.Harness.Networks;

/// <summary>All nodes are on one address of loopback.</summary>
public sealed class Loopback : INetwork
{
    public static readonly Loopback Instance = new("127.0.0.1");

    /// <summary>The same by IPv6. What a node serves its own machine only it serves on 127.0.0.1 still.</summary>
    public static readonly Loopback IPv6 = new("::1");

    private readonly string _address;

    private Loopback(string address) => _address = address;

    public string AddressOf(string node) => _address;

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
