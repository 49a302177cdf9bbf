using System.Net;
using System.Net.Sockets;

namespace Actors.Clustering.Seeds;

/// <summary>
/// The networks that this machine has a card in, and its loopback. An address elsewhere is asked only where it is configured: remembered,
/// it may be another system's by now.
/// </summary>
public static class OwnNetworks
{
    /// <summary>Whether <paramref name="member"/> is in one of them; a name where one of its addresses is.</summary>
    public static async Task<bool> HaveAsync(SeedAddress member, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(member);
        IEnumerable<IPAddress> addresses;
        try
        {
            addresses = NodeHost.AddressOf(member.Host) is { } address
                ? [address]
                : await Dns.GetHostAddressesAsync(member.Host, cancellationToken).WaitAsync(cancellationToken);
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            return false;
        }

        var own = NetworkCards.Addresses();
        return addresses.Any(address => Have(own, address));
    }

    /// <summary>Whether <paramref name="address"/> is in one of the networks of these cards, or loopback.</summary>
    /// <param name="own">The address of each card and the bits of its network.</param>
    /// <param name="address">The address.</param>
    public static bool Have(IEnumerable<(IPAddress Address, int Bits)> own, IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(own);
        return IPAddress.IsLoopback(address)
            || own.Any(card =>
            card.Address.AddressFamily == address.AddressFamily
                && SharesBits(card.Address.GetAddressBytes(), address.GetAddressBytes(), card.Bits));
    }

    private static bool SharesBits(byte[] one, byte[] other, int bits) =>
        one.AsSpan(0, bits / 8).SequenceEqual(other.AsSpan(0, bits / 8)) && (
            bits % 8 == 0 || (one[bits / 8] ^ other[bits / 8]) >> (8 - (bits % 8)) == 0);
}
