using System.Net;
using System.Net.NetworkInformation;

namespace Actors.Clustering;

/// <summary>
/// The network cards of this machine. They are read anew where one comes or goes meanwhile, as those of containers do: .NET then
/// throws, also that an address is none (<c>LinuxNetworkInterface</c>).
/// </summary>
public static class NetworkCards
{
    private const int Tries = 10;

    /// <summary>The addresses of the cards that are up, each with the bits of its network; those that may be up come last.</summary>
    /// <exception cref="NetworkInformationException">The system does not say, also when it is asked anew.</exception>
    public static IReadOnlyList<(IPAddress Address, int Bits)> Addresses() => Read(cards => cards
        // Of a tunnel the system does not know whether it is up.
        .Where(card => card.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown)
        .OrderBy(card => card.OperationalStatus)
        .SelectMany(card => card.GetIPProperties().UnicastAddresses)
        .Select(unicast => (unicast.Address, unicast.PrefixLength)).ToList());

    /// <summary>What is read of all cards.</summary>
    /// <param name="read">Reads it; may be called again.</param>
    /// <exception cref="NetworkInformationException">The system does not say, also when it is asked anew.</exception>
    public static T Read<T>(Func<IReadOnlyList<NetworkInterface>, T> read) => Read(NetworkInterface.GetAllNetworkInterfaces, read);

    internal static T Read<T>(Func<IReadOnlyList<NetworkInterface>> cards, Func<IReadOnlyList<NetworkInterface>, T> read)
    {
        for (var left = Tries; ; left--)
        {
            try
            {
                return read(cards());
            }
            catch (Exception error) when (left > 1 && error is NetworkInformationException or ArgumentException)
            {
                // Each reading takes a moment of its own.
            }
            catch (ArgumentException)
            {
                throw new NetworkInformationException();
            }
        }
    }
}
