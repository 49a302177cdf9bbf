using System.Net;
using Actors.Clustering.Seeds;

namespace Actors.Clustering.Settings;

/// <summary>The settings that every node has, section <c>Node</c>.</summary>
/// <param name="Name">The node's name everywhere: member, node file, HAProxy server. Default: the host name.</param>
/// <param name="Role">What the program is, see <see cref="NodeRoles"/>; not a setting.</param>
/// <param name="Host">The host that others reach it at. Default: the first address that is not loopback, IPv4 before IPv6.</param>
/// <param name="BindHost">The address that it listens on. Default: that of <paramref name="Host"/>.</param>
/// <param name="Port">The port of remoting, 1 to 65535, or 0 for any that is free.</param>
/// <param name="Seeds">Where the seeds are known from, comma separated, the same on every node; listed ones in the same order.</param>
/// <param name="StatePath">The folder where the last known members are kept; empty keeps them in memory.</param>
/// <param name="ManagementPort">
/// The port of health and inspection on 127.0.0.1 (::1 where the machine has no IPv4), 1 to 65535; 0 for none.
/// </param>
/// <param name="Tls">TLS for the cluster; null for none.</param>
public sealed record NodeOptions(
    string Name,
    string Role,
    string Host,
    string BindHost,
    int Port,
    IReadOnlyList<SeedSource> Seeds,
    string StatePath,
    int ManagementPort,
    TlsOptions? Tls = null)
{
    /// <summary>The section's name.</summary>
    public const string Section = "Node";

    /// <summary>The name of a cluster that is given none.</summary>
    public const string DefaultCluster = "actors";

    /// <summary>The name of the cluster, the same on every node of it: nodes of two clusters never join each other.</summary>
    public string Cluster { get; init; } = DefaultCluster;

    /// <summary>Where the node stands, such as a rack or a site, for operators and templates; empty for none. Of web nodes only.</summary>
    public string Zone { get; init; } = "";

    /// <summary>Whether the node itself is reached by IPv6: then it looks for the IPv6 addresses of names too.</summary>
    public bool UsesIPv6 { get; init; }

    /// <summary>
    /// Whether <see cref="Host"/> is the machine's choice among its addresses: where others find this node by another one, it is that.
    /// </summary>
    public bool ChoosesHost { get; init; }

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
        var seeds = SeedList(settings);
        var isByAddress = role == NodeRoles.Web || seeds.Exists(seed => seed.GivesAddresses);
        var host = AdvertisedHost(settings, isByAddress, addresses);
        var resolved = NodeHost.AddressOf(host) is null ? addresses.Resolve(host) : host;
        var bindHost = NodeHost.Canonical(
            settings.Text(
                "BindHost", resolved ?? addresses.FirstAddress(), text => NodeHost.AddressOf(text) is not null, "must be an IP address"));
        return new NodeOptions(
            name,
            role,
            host,
            bindHost,
            settings.Number("Port", 4053, 0, IPEndPoint.MaxPort),
            seeds,
            settings.Text("StatePath", role == NodeRoles.Web ? "" : "/var/lib/actors"),
            !isManaged ? 0 : settings.Number("ManagementPort", role == NodeRoles.Ha ? 8090 : 8558, 1, IPEndPoint.MaxPort),
            TlsOptions.Read(settings))
        {
            Cluster = settings.Text("Cluster", DefaultCluster, NodeNames.IsValid, "a cluster is named with " + NodeNames.Rule),
            Zone = settings.Text("Zone", "", zone => zone.Length == 0 || NodeNames.IsValid(zone), "a zone is named with " + NodeNames.Rule),
            ChoosesHost = role != NodeRoles.Web && settings.Text("Host", "") is "" && settings.Text("BindHost", "") is "",
            // What listens on every address is reached at the one that it tells.
            UsesIPv6 = NodeHost.IsIPv6(bindHost is "0.0.0.0" or "::" ? resolved ?? bindHost : bindHost),
        };
    }

    // HAProxy is told addresses only, so a web node resolves its own name. Seeds that are listed are known to others by theirs; those that
    // a name service tells, by their addresses.
    private static string AdvertisedHost(SettingsReader settings, bool isByAddress, IHostAddresses addresses)
    {
        var text = settings.Text("Host", addresses.FirstAddress());
        var host = NodeHost.Canonical(text);
        if (NodeHost.Fault(text) is { } why)
        {
            settings.Fault("Host", text, why);
            return host;
        }

        if (!isByAddress || NodeHost.AddressOf(host) is not null)
        {
            return host;
        }

        if (addresses.Resolve(host) is { } address)
        {
            return address;
        }

        settings.Fault("Host", host, "does not resolve to an address; give the address that others reach this node at");
        return host;
    }

    private static List<SeedSource> SeedList(SettingsReader settings)
    {
        var seeds = new List<SeedSource>();
        var texts = settings.Text("Seeds", "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var text in texts)
        {
            if (SeedSource.TryParse(text, out var fault) is { } seed)
            {
                seeds.Add(seed);
            }
            else
            {
                settings.Fault("Seeds", text, fault);
            }
        }

        if (texts.Length == 0)
        {
            settings.Fault("Seeds", "", $"at least one seed is needed, as {SeedSource.Forms} (a lone seed names itself)");
        }

        return seeds;
    }
}
