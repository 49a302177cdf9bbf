using System.Collections.Immutable;
using System.Net;
using Actors.Clustering.Settings;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent.Desired;

/// <summary>The ports that the balancer itself listens on, each with the setting that names it: no service gets one of them.</summary>
/// <param name="Settings">The setting, such as <c>HaProxy:HttpPort</c>, by port (1 to 65535).</param>
public sealed record OwnPorts(ImmutableSortedDictionary<int, string> Settings)
{
    /// <summary>None.</summary>
    public static readonly OwnPorts None = new(ImmutableSortedDictionary<int, string>.Empty);

    /// <summary>The addresses of the agent's machine, in their shortest form.</summary>
    public ImmutableHashSet<string> Addresses { get; init; } = [];

    /// <summary>Why a server cannot be: it would be the balancer itself. Null where it is not.</summary>
    /// <param name="address">The server's IP address, in its shortest form.</param>
    /// <param name="port">Its port, 1 to 65535.</param>
    public string? Against(string address, int port) =>
        Addresses.Contains(address) && Settings.TryGetValue(port, out var setting)
            ? $"at {address} port {port} is the balancer itself ({setting}); let the node serve at another address or port"
            : null;

    /// <summary>Those of an agent: HAProxy's, the API's, remoting's and that of health and inspection.</summary>
    /// <param name="options">HAProxy's settings.</param>
    /// <param name="api">Where the API listens beyond 127.0.0.1; null for nowhere.</param>
    /// <param name="node">The node's settings.</param>
    /// <param name="machine">Every address of the machine; null for the node's own alone.</param>
    public static OwnPorts Of(HaProxyOptions options, IPEndPoint? api, NodeOptions node, IEnumerable<string>? machine = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(node);
        var ports = ImmutableSortedDictionary.CreateBuilder<int, string>();
        Add(options.HttpPort, "HaProxy:HttpPort");
        Add(options.StatsPort, "HaProxy:StatsPort");
        Add(options.PeersPort, "HaProxy:PeersPort");
        Add(options.Tls.IsWanted ? options.Tls.HttpsPort : 0, "HaProxy:HttpsPort");
        Add(IPEndPoint.TryParse(options.CliBind, out var cli) ? cli.Port : 0, "HaProxy:CliBind");
        Add(api?.Port ?? 0, "Api:Bind");
        Add(node.Port, "Node:Port");
        Add(node.ManagementPort, "Node:ManagementPort");
        return new OwnPorts(ports.ToImmutable()) { Addresses = [node.Host, .. machine ?? []] };

        void Add(int port, string setting)
        {
            if (port > 0)
            {
                ports.TryAdd(port, setting);
            }
        }
    }
}
