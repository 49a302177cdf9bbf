using System.Globalization;
using System.Net;
using CliWrap.Buffered;

namespace Actors.Harness.Networks;

/// <summary>
/// A network of its own: each node in a namespace with an address, all on one bridge, where the users are too. Its links can be cut,
/// and packets dropped by sender, direction and chance. Needs root, <c>ip</c> and <c>iptables</c>.
/// </summary>
public sealed class Lan : INetwork, IAsyncDisposable
{
    private const string Users = "users";
    private static int _laid;

    // Namespaces belong to the machine: other processes lay networks too, and this one may lay several. All addresses are inside of them.
    private readonly string _prefix = string.Create(
        CultureInfo.InvariantCulture, $"actors-{Environment.ProcessId}-{Interlocked.Increment(ref _laid)}-");
    private readonly Dictionary<string, string> _addresses = [];
    private readonly bool _isIPv6;

    private Lan(bool isIPv6) => _isIPv6 = isIPv6;

    /// <summary>Lays it: for these nodes.</summary>
    public static Task<Lan> CreateAsync(params string[] nodes) => CreateAsync(isIPv6: false, nodes);

    /// <summary>Lays it: for these nodes, without any IPv4 where it is to be IPv6.</summary>
    public static Task<Lan> CreateAsync(bool isIPv6, params string[] nodes)
    {
        var network = isIPv6 ? "fd00:77::" : "10.77.0.";
        return LayAsync($"{network}254", nodes.Select((node, index) => (node, $"{network}{index + 1}")));
    }

    /// <summary>Lays it: for these nodes, with these addresses of one network with 24 bits, or 64 where they are of IPv6.</summary>
    /// <param name="users">The address of the users.</param>
    /// <param name="nodes">The nodes with theirs.</param>
    public static async Task<Lan> LayAsync(string users, IEnumerable<(string Node, string Address)> nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        var lan = new Lan(users.Contains(':'));
        await IpAsync($"netns add {lan.NameOf(Users)}");
        await IpAsync($"-n {lan.NameOf(Users)} link add lan type bridge");
        await IpAsync($"-n {lan.NameOf(Users)} address add {lan.Card(users)} dev lan");
        await IpAsync($"-n {lan.NameOf(Users)} link set lan up");
        foreach (var (node, address) in nodes)
        {
            lan._addresses[node] = address;
            await IpAsync($"netns add {lan.NameOf(node)}");
            await IpAsync($"-n {lan.NameOf(node)} link set lo up");
            await IpAsync($"-n {lan.NameOf(node)} link add lan type veth peer name {node} netns {lan.NameOf(Users)}");
            await IpAsync($"-n {lan.NameOf(node)} address add {lan.Card(address)} dev lan");
            await IpAsync($"-n {lan.NameOf(node)} link set lan up");
            await IpAsync($"-n {lan.NameOf(Users)} link set {node} master lan up");
            if (lan._isIPv6)
            {
                await IpAsync($"-n {lan.NameOf(node)} address flush dev lo scope host to 127.0.0.0/8");
            }
        }

        return lan;
    }

    /// <summary>The name of a node's namespace, as <c>ip netns</c> knows it.</summary>
    public string NamespaceOf(string node) => NameOf(node);

    public string Loopback => _isIPv6 ? "[::1]" : "127.0.0.1";

    public string AddressOf(string node) => _addresses[node];

    public int RemotingPortOf(string node) => 4053;

    public IReadOnlyList<string> RunAt(string node) => ["ip", "netns", "exec", NameOf(node)];

    public async ValueTask<Stream> ConnectAsync(string? node, DnsEndPoint endPoint, CancellationToken cancellationToken) =>
        await NetworkNamespace.ConnectAsync(NameOf(node ?? Users), endPoint, cancellationToken);

    /// <summary>From now on a name has the addresses of these nodes, for each node that starts after this has been said once.</summary>
    public async Task NameAsync(string name, params string[] nodes)
    {
        var hosts = string.Concat(nodes.Select(node => $"{AddressOf(node)} {name}\n"));
        foreach (var node in _addresses.Keys)
        {
            // What runs in the namespace has this file in /etc (ip-netns(8)), and sees what is written into it later.
            Directory.CreateDirectory(EtcOf(node));
            await File.WriteAllTextAsync(Path.Combine(EtcOf(node), "hosts"), hosts);
        }
    }

    /// <summary>Pulls a node's plug, or puts it back in.</summary>
    public Task PlugAsync(string node, bool isIn) => IpAsync($"-n {NameOf(Users)} link set {node} {(isIn ? "up" : "down")}");

    /// <summary>Takes a node's card away for good, as an engine does when the container ends whose network the node shares.</summary>
    public Task RemoveCardAsync(string node) => IpAsync($"-n {NameOf(node)} link del lan");

    /// <summary>Drops the cluster's packets between each of these nodes and each of those, both ways.</summary>
    public async Task CutGossipAsync(IEnumerable<string> these, IEnumerable<string> those)
    {
        foreach (var node in these)
        {
            foreach (var other in those)
            {
                await DropAsync(node, $"INPUT -s {AddressOf(other)} {Gossip}");
                await DropAsync(node, $"OUTPUT -d {AddressOf(other)} {Gossip}");
            }
        }
    }

    /// <summary>Drops the cluster's packets that come to a node; what it sends arrives.</summary>
    public Task MakeDeafAsync(string node) => DropAsync(node, $"INPUT {Gossip}");

    /// <summary>Drops this share of the cluster's packets that come to a node, at random.</summary>
    public Task LoseAsync(string node, double share) =>
        DropAsync(node, string.Create(CultureInfo.InvariantCulture, $"INPUT {Gossip} -m statistic --mode random --probability {share}"));

    /// <summary>Nothing is dropped any more.</summary>
    public async Task MendAsync()
    {
        foreach (var node in _addresses.Keys)
        {
            await InAsync(node, "iptables -w -F");
            await PlugAsync(node, isIn: true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _addresses.Keys.Append(Users))
        {
            await IpAsync($"netns del {NameOf(node)}");
            if (Directory.Exists(EtcOf(node)))
            {
                Directory.Delete(EtcOf(node), recursive: true);
            }
        }
    }

    private static string Gossip => "-p tcp -m multiport --ports 4053";

    private string NameOf(string node) => _prefix + node;

    private string EtcOf(string node) => Path.Combine("/etc/netns", NameOf(node));

    private string Card(string address) => address + (_isIPv6 ? "/64 nodad" : "/24");

    private Task DropAsync(string node, string rule) => InAsync(node, $"iptables -w -A {rule} -j DROP");

    private Task InAsync(string node, string command) => IpAsync($"netns exec {NameOf(node)} {command}");

    private static async Task IpAsync(string arguments) =>
        await CliWrap.Cli.Wrap("ip").WithArguments(arguments).ExecuteBufferedAsync();
}
