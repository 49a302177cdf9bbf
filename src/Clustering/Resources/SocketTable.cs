using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace Actors.Clustering.Resources;

/// <summary>A TCP socket that holds a local port, as the kernel lists it.</summary>
/// <param name="Local">The address and port that it holds.</param>
/// <param name="IsListening">Whether it takes connections.</param>
/// <param name="User">The user id of its process.</param>
/// <param name="Inode">Its number, by which it is found among the open files of a process.</param>
public sealed record HeldSocket(IPEndPoint Local, bool IsListening, int User, long Inode);

/// <summary>Reads <c>/proc/net/tcp</c> and <c>/proc/net/tcp6</c> (proc(5)). Pure, but for <see cref="Read"/>.</summary>
public static class SocketTable
{
    private const string Listening = "0A";
    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <summary>Every TCP socket of this network namespace that a process holds; none where the kernel does not tell.</summary>
    public static IReadOnlyList<HeldSocket> Read() => [.. Tables.SelectMany(file => Parse(TextOf(file)))];

    /// <summary>
    /// The sockets in a table. Those that only wait for late packets (TIME_WAIT) have no inode, and are left out: they hinder no other.
    /// </summary>
    public static IEnumerable<HeldSocket> Parse(string table)
    {
        ArgumentNullException.ThrowIfNull(table);
        foreach (var line in table.Split('\n').Skip(1))
        {
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var local, _, var state, _, _, _, var user, _, var inode, ..]
                && EndPointOf(local) is { } address
                && int.TryParse(user, NumberStyles.None, CultureInfo.InvariantCulture, out var uid)
                && long.TryParse(inode, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number > 0)
            {
                yield return new HeldSocket(address, state == Listening, uid, number);
            }
        }
    }

    /// <summary>
    /// Whether a socket at <paramref name="held"/> keeps another from <paramref name="wanted"/>: the same port, and the same address or all
    /// of them.
    /// </summary>
    public static bool Hinders(IPEndPoint held, IPEndPoint wanted)
    {
        ArgumentNullException.ThrowIfNull(held);
        ArgumentNullException.ThrowIfNull(wanted);
        return held.Port == wanted.Port && (
            IsAny(held.Address) || IsAny(wanted.Address) || Plain(held.Address).Equals(Plain(wanted.Address)));
    }

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    // The address is written as 32-bit words of the machine's byte order, in hexadecimal.
    private static IPEndPoint? EndPointOf(string text)
    {
        if (text.Split(':') is not [{ Length: 8 or 32 } address, { Length: 4 } port])
        {
            return null;
        }

        var bytes = new byte[address.Length / 2];
        for (var word = 0; word < bytes.Length; word += 4)
        {
            if (!uint.TryParse(address.AsSpan(word * 2, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                return null;
            }

            BinaryPrimitives.WriteUInt32LittleEndian(
                bytes.AsSpan(word), BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value));
        }

        return int.TryParse(port, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? new IPEndPoint(new IPAddress(bytes), number)
            : null;
    }

    private static string TextOf(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllText(file) : "";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
