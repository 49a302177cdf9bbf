using System.Globalization;
using System.Text.RegularExpressions;

namespace Actors.Clustering.Seeds;

/// <summary>Where seeds are known from: one entry of the setting.</summary>
public abstract partial record SeedSource
{
    private const string NamePrefix = "dns:";
    private const string ServicePrefix = "srv:";
    private const string FilePrefix = "file:";

    private SeedSource()
    {
    }

    /// <summary>The forms that an entry has, for messages.</summary>
    public const string Forms = "host:port, dns:NAME:PORT, srv:NAME or file:PATH";

    /// <summary>A seed that is listed is its own source.</summary>
    public static implicit operator SeedSource(SeedAddress address) => FromSeedAddress(address);

    /// <summary>A seed that is listed.</summary>
    public static SeedSource FromSeedAddress(SeedAddress address) => new Listed(address);

    /// <summary>Whether it gives the addresses of nodes, and never names.</summary>
    public bool GivesAddresses => this is Name or Service;

    /// <summary>Reads one entry; null where it is none, with the rule that it breaks and its remedy.</summary>
    public static SeedSource? TryParse(string text, out string fault)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Rest(text, NamePrefix) is { } name ? ReadName(name, out fault)
            : Rest(text, ServicePrefix) is { } service ? ReadService(service, out fault)
            : Rest(text, FilePrefix) is { } path ? ReadFile(path, out fault)
            : SeedAddress.TryParse(text, out fault) is { } seed ? new Listed(seed)
            : null;
    }

    // A host that is called "dns" is listed as any other: dns:4053.
    private static string? Rest(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
            && !int.TryParse(text.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? text[prefix.Length..]
            : null;

    private static Name? ReadName(string text, out string fault)
    {
        const string Form = "a name whose addresses are seeds is dns:NAME:PORT";
        var isWhole = text.Contains(':', StringComparison.Ordinal);
        if (!isWhole || SeedAddress.TryParse(text.ToLowerInvariant(), out fault) is not { } named)
        {
            fault = isWhole ? $"{Form}, such as dns:seeds:4053" : $"{Form}, and the port is missing, such as dns:{text}:4053";
            return null;
        }

        fault = NodeHost.AddressOf(named.Host) is null ? "" : $"an address is listed without dns:, as {named}";
        return fault.Length == 0 ? new Name(named.Host, named.Port) : null;
    }

    private static Service? ReadService(string text, out string fault)
    {
        fault = text.Contains(':', StringComparison.Ordinal)
            ? $"an SRV record has the ports itself; give srv:{text[..text.IndexOf(':', StringComparison.Ordinal)]}"
            : ServiceName().IsMatch(text) ? ""
            : "a name with SRV records is srv:NAME, such as srv:_actors._tcp.example.com";
        return fault.Length == 0 ? new Service(text.ToLowerInvariant()) : null;
    }

    private static AddressFile? ReadFile(string text, out string fault)
    {
        fault = Path.IsPathFullyQualified(text) ? "" : "a file of seeds is file:PATH with the whole path, such as file:/etc/actors/seeds";
        return fault.Length == 0 ? new AddressFile(text) : null;
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})*\.?$", RegexOptions.CultureInvariant)]
    private static partial Regex ServiceName();

    /// <summary>A seed whose address is known.</summary>
    /// <param name="Address">The address.</param>
    public sealed record Listed(SeedAddress Address) : SeedSource
    {
        /// <inheritdoc />
        public override string ToString() => Address.ToString();
    }

    /// <summary>Each address of a name is a seed.</summary>
    /// <param name="Host">The name.</param>
    /// <param name="Port">The port of each.</param>
    public sealed record Name(string Host, int Port) : SeedSource
    {
        /// <inheritdoc />
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{NamePrefix}{Host}:{Port}");
    }

    /// <summary>Each target of a name's SRV records is a seed.</summary>
    /// <param name="Record">The name.</param>
    public sealed record Service(string Record) : SeedSource
    {
        /// <inheritdoc />
        public override string ToString() => ServicePrefix + Record;
    }

    /// <summary>Each line of a file is a seed.</summary>
    /// <param name="Path">The whole path.</param>
    public sealed record AddressFile(string Path) : SeedSource
    {
        /// <inheritdoc />
        public override string ToString() => FilePrefix + Path;
    }
}
