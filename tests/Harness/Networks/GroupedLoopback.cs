using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using CliWrap.Buffered;

namespace Actors.Harness.Networks;

/// <summary>
/// Everybody is on 127.0.0.1, and a node can be cut off from the cluster all the same while it serves on: each runs under a group
/// of its own, and iptables knows a packet's sender by it. Needs root, <c>iptables</c> and <c>setpriv</c>, and a
/// network namespace that is the caller's alone.
/// </summary>
public sealed class GroupedLoopback : INetwork
{
    private const int FirstGroup = 70_000;
    private readonly ConcurrentDictionary<string, (int Group, int Port)> _nodes = new();

    public string AddressOf(string node) => Loopback.Instance.AddressOf(node);

    public int RemotingPortOf(string node) => Of(node).Port;

    public IReadOnlyList<string> RunAt(string node) =>
        ["setpriv", string.Create(CultureInfo.InvariantCulture, $"--regid={Of(node).Group}"), "--clear-groups", "--"];

    public ValueTask<Stream> ConnectAsync(string? node, DnsEndPoint endPoint, CancellationToken cancellationToken) =>
        Loopback.Instance.ConnectAsync(node, endPoint, cancellationToken);

    /// <summary>Drops what a node sends to the cluster's ports, or from its own, and what is sent to that.</summary>
    public async Task CutAsync(string node)
    {
        var (group, own) = Of(node);
        foreach (var port in _nodes.Values.Select(other => other.Port))
        {
            await IptablesAsync(
                string.Create(CultureInfo.InvariantCulture, $"-A OUTPUT -m owner --gid-owner {group} -p tcp --dport {port} -j DROP"));
        }

        await IptablesAsync(string.Create(CultureInfo.InvariantCulture, $"-A OUTPUT -p tcp --sport {own} -j DROP"));
        await IptablesAsync(string.Create(CultureInfo.InvariantCulture, $"-A OUTPUT -p tcp --dport {own} -j DROP"));
    }

    /// <summary>Nothing is dropped any more.</summary>
    public static Task MendAsync() => IptablesAsync("-F");

    private (int Group, int Port) Of(string node) => _nodes.GetOrAdd(node, _ => (FirstGroup + _nodes.Count, Ports.Free()));

    private static async Task IptablesAsync(string arguments) =>
        await CliWrap.Cli.Wrap("iptables").WithArguments("-w " + arguments).ExecuteBufferedAsync();
}
