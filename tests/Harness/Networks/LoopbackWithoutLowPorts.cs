using System.Net;

namespace Actors.Harness.Networks;

/// <summary>Loopback, where no node may listen on a port below 1024, as where a service runs as a user of its own.</summary>
public sealed class LoopbackWithoutLowPorts : INetwork
{
    // Who is not root has no such right anyway.
    private static readonly string[] WithoutTheRight = Environment.IsPrivilegedProcess
        ? ["setpriv", "--bounding-set=-net_bind_service", "--"]
        : [];

    public string AddressOf(string node) => Loopback.Instance.AddressOf(node);

    public int RemotingPortOf(string node) => Loopback.Instance.RemotingPortOf(node);

    public IReadOnlyList<string> RunAt(string node) => WithoutTheRight;

    public ValueTask<Stream> ConnectAsync(string? node, DnsEndPoint endPoint, CancellationToken cancellationToken) =>
        Loopback.Instance.ConnectAsync(node, endPoint, cancellationToken);
}
