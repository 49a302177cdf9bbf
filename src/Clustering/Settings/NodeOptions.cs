using System.Net;
using Actors.Clustering.Seeds;

namespace Actors.Clustering.Settings;

/// <summary>The settings that every node has, section <c>Node</c>.</summary>
/// <param name="Name">The node's name everywhere: member, node file, HAProxy server. Default: the host name.</param>
/// <param name="Role">What the program is, see <see cref="NodeRoles"/>; not a setting.</param>
/// <param name="Host">The host that others reach it at. Default: the first address that is not loopback.</param>
/// <param name="BindHost">The address that it listens on. Default: that of <paramref name="Host"/>.</param>
/// <param name="Port">The port of remoting, 1 to 65535, or 0 for any that is free.</param>
/// <param name="Seeds">The seeds as <c>host:port</c>, comma separated, in the same order on every node.</param>
/// <param name="StatePath">The folder where the last known members are kept; empty keeps them in memory.</param>
/// <param name="ManagementPort">The port of health and inspection on 127.0.0.1, 1 to 65535; 0 for none.</param>
/// <param name="Tls">TLS for the cluster; null for none.</param>
public sealed record NodeOptions(
    string Name,
    string Role,
    string Host,
    string BindHost,
    int Port,
    IReadOnlyList<SeedAddress> Seeds,
    string StatePath,
    int ManagementPort,
    TlsOptions? Tls = null)
{
    /// <summary>The section's name.</summary>
    public const string Section = "Node";

    /// <summary>Reads the section; what is wrong is in the reader's faults.</summary>
    /// <param name="settings">The section.</param>
    /// <param name="role">What the program is.</param>
    /// <param name="addresses">What the machine knows of itself.</param>
    /// <param name="isManaged">Whether the program has a management port.</param>
    public static NodeOptions Read(SettingsReader settings, string role, IHostAddresses addresses, bool isManaged = true)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(addresses);
        var name = settings.Text("Name", addresses.HostName, NodeNames.IsValid, "a name is " + NodeNames.Rule);
        var host = AdvertisedHost(settings, role, addresses);
        return new NodeOptions(
            name,
            role,
            host,
            settings.Text("BindHost", IPAddress.TryParse(host, out _) ? host : addresses.Resolve(host) ?? addresses.FirstAddress(), text => IPAddress.TryParse(text, out _), "must be an IP address"),
            settings.Number("Port", 4053, 0, IPEndPoint.MaxPort),
            SeedList(settings),
            settings.Text("StatePath", role == NodeRoles.Web ? "" : "/var/lib/actors"),
            !isManaged ? 0 : settings.Number("ManagementPort", role == NodeRoles.Ha ? 8090 : 8558, 1, IPEndPoint.MaxPort),
            TlsOptions.Read(settings));
    }

    // HAProxy is told addresses only, so a web node resolves its own name; seeds are known to others by theirs.
    private static string AdvertisedHost(SettingsReader settings, string role, IHostAddresses addresses)
    {
        var host = settings.Text("Host", addresses.FirstAddress(), text => Uri.CheckHostName(text) != UriHostNameType.Unknown, "must be a host name or an IP address");
        if (role != NodeRoles.Web || IPAddress.TryParse(host, out _))
        {
            return host;
        }

        if (addresses.Resolve(host) is { } address)
        {
            return address;
        }

        settings.Fault("Host", host, "does not resolve to an address; give the address that HAProxy reaches this node at");
        return host;
    }

    private static List<SeedAddress> SeedList(SettingsReader settings)
    {
        var seeds = new List<SeedAddress>();
        var texts = settings.Text("Seeds", "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var text in texts)
        {
            if (SeedAddress.TryParse(text) is { } seed)
            {
                seeds.Add(seed);
            }
            else
            {
                settings.Fault("Seeds", text, "a seed is host:port");
            }
        }

        if (texts.Length == 0)
        {
            settings.Fault("Seeds", "", "at least one seed is needed, as host:port (a lone seed names itself)");
        }

        return seeds;
    }
}
