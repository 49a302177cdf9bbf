using System.Net;

namespace Actors.Harness.Networks;

/// <summary>What a system's nodes are connected by, and where whoever looks at them stands.</summary>
public interface INetwork
{
    /// <summary>The address of a node, without brackets.</summary>
    string AddressOf(string node);

    /// <summary>The address of a node as it stands before a port.</summary>
    string HostOf(string node) => AddressOf(node).Contains(':', StringComparison.Ordinal) ? $"[{AddressOf(node)}]" : AddressOf(node);

    /// <summary>Where a node's own machine asks it, as it stands before a port.</summary>
    string Loopback => "127.0.0.1";

    /// <summary>The remoting port of a node; 0 for any.</summary>
    int RemotingPortOf(string node);

    /// <summary>What a command begins with that is to run where the node is.</summary>
    IReadOnlyList<string> RunAt(string node);

    /// <summary>Opens a connection from where the node is; from where users are for null.</summary>
    ValueTask<Stream> ConnectAsync(string? node, DnsEndPoint endPoint, CancellationToken cancellationToken);
}
