using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Actors.Clustering.Settings;

/// <summary>What the machine knows of its own names and addresses.</summary>
public interface IHostAddresses
{
    /// <summary>The machine's host name.</summary>
    string HostName { get; }

    /// <summary>The address that others reach the machine at, see <see cref="AddressChoice.Own"/>.</summary>
    string FirstAddress();

    /// <summary>
    /// The address of <paramref name="host"/>, of the family of <see cref="FirstAddress"/> where it has one; null where it has none at all.
    /// </summary>
    string? Resolve(string host);
}

/// <summary>The real machine.</summary>
public sealed class HostAddresses : IHostAddresses
{
    /// <summary>Where a node answers its own machine only: 127.0.0.1, or ::1 where the machine has no IPv4 at all.</summary>
    public static IPAddress Loopback { get; } = HasIPv4Loopback() ? IPAddress.Loopback : IPAddress.IPv6Loopback;

    /// <inheritdoc />
    public string HostName => Environment.MachineName;

    /// <inheritdoc />
    public string FirstAddress() => AddressChoice.Own(NetworkCards.Addresses().Select(own => own.Address));

    /// <summary>Every address of the machine's cards, in its shortest form, without a scope; empty where the system does not say.</summary>
    public static IReadOnlyList<string> All()
    {
        try
        {
            return NetworkCards.Read(cards => cards.SelectMany(card => card.GetIPProperties().UnicastAddresses)
                .Select(unicast => unicast.Address.ToString().Split('%')[0]).ToList());
        }
        catch (NetworkInformationException)
        {
            return [];
        }
    }

    /// <inheritdoc />
    public string? Resolve(string host)
    {
        try
        {
            return AddressChoice.OfName(Dns.GetHostAddresses(host), FirstAddress());
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static bool HasIPv4Loopback()
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
