using System.Collections.Immutable;
using System.Globalization;
using System.Net;

namespace Actors.HaAgent.Membership;

/// <summary>A balancer of the cluster with whose HAProxy this one's shares its stick-tables.</summary>
/// <param name="Name">Its agent's name, which is that of the peer.</param>
/// <param name="Address">A parsed IP address in its shortest form.</param>
/// <param name="Port">1 to 65535.</param>
public sealed record BalancerPeer(string Name, string Address, int Port)
{
    private const string RolePrefix = "peers.";

    /// <summary>The role by which an agent says at which port its HAProxy takes peers.</summary>
    public static string RoleOf(int port) => RolePrefix + port.ToString(CultureInfo.InvariantCulture);

    /// <summary>What a member says of itself; null where its HAProxy takes no peers, or no address can be read from it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="host">The host of its address in the cluster.</param>
    /// <param name="roles">Its roles.</param>
    public static BalancerPeer? TryRead(string? name, string? host, IEnumerable<string> roles)
    {
        ArgumentNullException.ThrowIfNull(roles);
        var said = roles.FirstOrDefault(role => role.StartsWith(RolePrefix, StringComparison.Ordinal));
        return said is not null
            && int.TryParse(said[RolePrefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? TryMake(name, host, port)
            : null;
    }

    /// <summary>One of its parts; null where they do not make one.</summary>
    public static BalancerPeer? TryMake(string? name, string? address, int port) =>
        name is not null && NodeNames.IsValid(name) && IPAddress.TryParse(address, out var parsed) && port is >= 1 and <= IPEndPoint.MaxPort
            ? new BalancerPeer(name, parsed.ToString(), port)
            : null;
}

/// <summary>
/// The other balancers. One that is gone stays for a while: an agent that is restarted costs the others no reload. Pure.
/// </summary>
/// <param name="Known">Those that are there or were a moment ago, by name.</param>
/// <param name="GoneSince">Since when one of them is gone.</param>
public sealed record BalancerPeers(
    ImmutableSortedDictionary<string, BalancerPeer> Known, ImmutableDictionary<string, TimeSpan> GoneSince)
{
    /// <summary>How long one that is gone is kept.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(2);

    /// <summary>All of them, by name.</summary>
    public ImmutableArray<BalancerPeer> All => [.. Known.Values];

    /// <summary>After what time there is one less at most; null for none that is gone.</summary>
    public TimeSpan? NextEnd => GoneSince.IsEmpty ? null : GoneSince.Values.Min() + KeptFor;

    /// <summary>Those that an agent of before has left, which are seen again or gone since now.</summary>
    public static BalancerPeers Restored(IEnumerable<BalancerPeer> peers, TimeSpan now)
    {
        var known = peers.ToImmutableSortedDictionary(peer => peer.Name, peer => peer, StringComparer.Ordinal);
        return new BalancerPeers(known, known.Keys.ToImmutableDictionary(name => name, _ => now, StringComparer.Ordinal));
    }

    /// <summary>Those that the cluster shows at a moment.</summary>
    public BalancerPeers Seen(IReadOnlyCollection<BalancerPeer> there, TimeSpan now)
    {
        var next = Restored(Known.Values.Where(peer => !(GoneSince.TryGetValue(peer.Name, out var since) && now - since >= KeptFor)), now);
        var known = next.Known.SetItems(there.Select(peer => KeyValuePair.Create(peer.Name, peer)));
        var gone = next.GoneSince.RemoveRange(there.Select(peer => peer.Name));
        return new BalancerPeers(known, gone.ToImmutableDictionary(
            one => one.Key, one => GoneSince.GetValueOrDefault(one.Key, now), StringComparer.Ordinal));
    }
}

/// <summary>The balancers that stick-tables are shared with are these now.</summary>
/// <param name="Peers">All of them, by name.</param>
public sealed record PeersChanged(ImmutableArray<BalancerPeer> Peers);
