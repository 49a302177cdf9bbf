using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Actors.Clustering.Settings;

/// <summary>What the machine knows of its own names and addresses.</summary>
public interface IHostAddresses
{
    /// <summary>The machine's host name.</summary>
    string HostName { get; }

    /// <summary>The first IPv4 address that is not loopback, else 127.0.0.1.</summary>
    string FirstAddress();

    /// <summary>The first IPv4 address of <paramref name="host"/>, else its first address, else null.</summary>
    string? Resolve(string host);
}

/// <summary>The real machine.</summary>
public sealed class HostAddresses : IHostAddresses
{
    /// <inheritdoc />
    public string HostName => Environment.MachineName;

    /// <inheritdoc />
    public string FirstAddress() =>
        NetworkInterface.GetAllNetworkInterfaces()
            .Where(card => card.OperationalStatus == OperationalStatus.Up && card.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .SelectMany(card => card.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address)
            .FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address))
            ?.ToString() ?? "127.0.0.1";

    /// <inheritdoc />
    public string? Resolve(string host)
    {
        try
        {
            var addresses = Dns.GetHostAddresses(host);
            return (addresses.FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork) ?? addresses.FirstOrDefault())?.ToString();
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
