using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace Actors.Clustering.Seeds;

/// <summary>
/// Seeds that are listed by a name. Akka drops what is sent to a node by another name or address than it calls itself: one that is
/// listed by a name and calls itself by an address is asked by its addresses too (docs/adr/0031).
/// </summary>
public static class SeedNames
{
    /// <summary>The longest that a name service may take.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The seeds, with the first as <paramref name="self"/> where its name leads to this node and to no other: this node may form a cluster
    /// then. A name that leads to several nodes gives that right to none of them, else each would form one.
    /// </summary>
    /// <param name="self">This node, as it calls itself.</param>
    /// <param name="configured">The seeds, as they are listed.</param>
    /// <param name="addressesOf">The addresses of a name.</param>
    public static async Task<IReadOnlyList<SeedAddress>> WithSelfAsync(
        SeedAddress self, IReadOnlyList<SeedAddress> configured, Func<string, Task<IReadOnlyList<string>>> addressesOf)
    {
        ArgumentNullException.ThrowIfNull(self);
        ArgumentNullException.ThrowIfNull(configured);
        ArgumentNullException.ThrowIfNull(addressesOf);
        return configured.Count > 0 && IsName(configured[0]) && !IsName(self) && configured[0].Port == self.Port
            && await addressesOf(configured[0].Host) is [var only] && only == self.Host
            ? [self, .. configured.Skip(1)]
            : configured;
    }

    /// <summary>The addresses of each contact that is a name; without those that have none.</summary>
    /// <param name="contacts">The nodes that a node asks.</param>
    /// <param name="addressesOf">The addresses of a name.</param>
    public static async Task<ImmutableDictionary<SeedAddress, IReadOnlyList<SeedAddress>>> AddressesAsync(
        IReadOnlyList<SeedAddress> contacts, Func<string, Task<IReadOnlyList<string>>> addressesOf)
    {
        ArgumentNullException.ThrowIfNull(contacts);
        ArgumentNullException.ThrowIfNull(addressesOf);
        var all = ImmutableDictionary.CreateBuilder<SeedAddress, IReadOnlyList<SeedAddress>>();
        foreach (var contact in contacts.Where(IsName))
        {
            if (await addressesOf(contact.Host) is { Count: > 0 } addresses)
            {
                all[contact] = [.. addresses.Select(address => new SeedAddress(address, contact.Port))];
            }
        }

        return all.ToImmutable();
    }

    /// <summary>
    /// Asks the name service for the addresses of the family that a node listens on; none where it does not know the name, or is silent.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="bindHost">The address that the node listens on.</param>
    /// <param name="time">The clock.</param>
    public static async Task<IReadOnlyList<string>> ResolveAsync(string name, string bindHost, TimeProvider time)
    {
        var family = IPAddress.TryParse(bindHost, out var bind) ? bind.AddressFamily : AddressFamily.InterNetwork;
        try
        {
            return [
                .. (await Dns.GetHostAddressesAsync(name, family).WaitAsync(Longest, time)).Select(address => address.ToString())
                .Distinct(StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is SocketException or TimeoutException or ArgumentException)
        {
            return [];
        }
    }

    private static bool IsName(SeedAddress seed) => !IPAddress.TryParse(seed.Host, out _);
}
