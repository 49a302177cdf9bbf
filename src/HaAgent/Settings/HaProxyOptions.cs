using System.Collections.Immutable;
using System.Net;
using Actors.Clustering;
using Actors.Clustering.Settings;

namespace Actors.HaAgent.Settings;

/// <summary>The settings of the agent, section <c>HaProxy</c>.</summary>
/// <param name="Binary">HAProxy's program: a path, or a name that is looked up in PATH.</param>
/// <param name="ConfigPath">The live configuration file.</param>
/// <param name="NodesPath">The folder of the node files.</param>
/// <param name="RuntimePath">The folder of sockets, pid file and server state.</param>
/// <param name="TemplatePath">The user's own template; empty takes the embedded one.</param>
/// <param name="SnippetsPath">A folder with lines of the user's own for sections of the embedded template; empty for none.</param>
/// <param name="HttpBind">The address that clients reach, <c>*</c> for all.</param>
/// <param name="HttpPort">The port that clients reach.</param>
/// <param name="TrustedProxies">The networks of proxies before this one, whose <c>X-Forwarded-*</c> and <c>Forwarded</c> are handed on;
/// empty for none.</param>
/// <param name="StatsBind">The address of the stats page.</param>
/// <param name="StatsPort">The port of the stats page.</param>
/// <param name="StatsUsers">Who may see the stats page and the metrics on it, from a file; empty for all.</param>
/// <param name="CliBind">An <c>address:port</c> for the runtime CLI over TCP; empty for none. Level operator on loopback, user elsewhere,
/// never admin.</param>
/// <param name="DefaultService">The service that requests go to.</param>
/// <param name="HardStopAfter">The longest that an old worker lives after a reload, 1 s to 1 day; must exceed the longest request. Default:
/// 1 h, as long as a connection may be silent.</param>
/// <param name="StopTimeout">How long HAProxy may finish requests when the agent is stopped.</param>
/// <param name="UnreachableAfter">How long gossip must call a node unreachable before it is drained.</param>
/// <param name="DrainTimeout">How long a node that leaves may finish what it has before it is removed all the same.</param>
/// <param name="HoldLastLeave">How long the last node of a service that serves is kept in rotation when it leaves, unless another serves
/// sooner, 0 to 30 s; zero for not at all. At most half of the node's own <c>LeaveTimeout</c>. Default: 5 s.</param>
/// <param name="MaxOldWorkers">How many old workers may still finish what they have, 1 to 1000: one more makes a reload wait, and ends the
/// oldest once it has had 75 s.</param>
/// <param name="MaxOldWorkersMemory">How much memory they may have together, in MiB, 16 to 1048576; beyond it as beyond their
/// number.</param>
/// <param name="AuditEvery">How often HAProxy is compared with what it should have.</param>
/// <param name="Warmup">Over how long a server that comes, or comes back, gets its full weight; zero for at once.</param>
/// <param name="StickyCookie">The cookie that keeps a client on a server; empty for none.</param>
/// <param name="StickyMode">Whether the app sets that cookie itself (<c>prefix</c>) or HAProxy adds it (<c>insert</c>).</param>
/// <param name="FreezeShare">Lost nodes stay in HAProxy when more than this share of all is lost within moments, in percent; 100 for
/// never.</param>
/// <param name="Allow">Which addresses may claim which service, as <see cref="ServicePolicy"/> reads it; empty for all.</param>
/// <param name="TcpPorts">The ports that TCP services may have; empty for none.</param>
/// <param name="KeepServicesFor">How long a service without nodes keeps its backend and its routes.</param>
/// <param name="RestoreFor">How long nodes from the node files are kept after a start while the cluster does not show them.</param>
/// <param name="Tls">TLS for clients.</param>
public sealed record HaProxyOptions(
    string Binary,
    string ConfigPath,
    string NodesPath,
    string RuntimePath,
    string TemplatePath,
    string SnippetsPath,
    string HttpBind,
    int HttpPort,
    ImmutableArray<IPNetwork> TrustedProxies,
    string StatsBind,
    int StatsPort,
    ImmutableArray<StatsUser> StatsUsers,
    string CliBind,
    string DefaultService,
    TimeSpan HardStopAfter,
    TimeSpan StopTimeout,
    TimeSpan UnreachableAfter,
    TimeSpan DrainTimeout,
    TimeSpan HoldLastLeave,
    int MaxOldWorkers,
    int MaxOldWorkersMemory,
    TimeSpan AuditEvery,
    TimeSpan Warmup,
    string StickyCookie,
    string StickyMode,
    int FreezeShare,
    ServicePolicy Allow,
    PortRanges TcpPorts,
    TimeSpan KeepServicesFor,
    TimeSpan RestoreFor,
    CertificateOptions Tls)
{
    public const string Section = "HaProxy";

    private const string Agent = "agent";
    private const string Elsewhere = "elsewhere";
    private const string Stop = "stop";
    private const string Keep = "keep";

    /// <summary>
    /// Whether something else starts and ends HAProxy, such as a container of its own; the agent takes over what runs at
    /// <see cref="MasterSocket"/>, and never ends it.
    /// </summary>
    public bool IsStartedElsewhere { get; init; }

    /// <summary>Whether HAProxy runs on when the agent is stopped, for the next one to take over.</summary>
    public bool OutlivesAgent { get => field || IsStartedElsewhere; init; }

    /// <summary>
    /// How long HAProxy serves on when its agent leaves, while its health is bad already, 0 s to 1 h: what stands in front has to notice.
    /// Default: 10 s.
    /// </summary>
    public TimeSpan LeaveNotice { get; init; }

    /// <summary>The path at which HAProxy itself says to what stands in front whether it is to be sent requests; empty for none.</summary>
    public string HealthPath { get; init; } = "";

    /// <summary>The port at which HAProxies of other agents share their stick-tables with this one's; 0 for none. Default: 0.</summary>
    public int PeersPort { get; init; }

    /// <summary>The address of that port: that of the agent's own port in the cluster.</summary>
    public string PeersBind { get; init; } = "*";

    /// <summary>How HAProxy writes its log (configuration manual, 3.1, <c>log</c>): with priorities where the journal reads it.</summary>
    public LogFormat LogFormat { get; init; }

    /// <summary>
    /// A UNIX socket's path has this many bytes at most (sun_path, without the final zero), HAProxy's temporary ending included.
    /// </summary>
    private const int LongestSocketPath = 107 - 12;

    /// <summary>The app sets the cookie; HAProxy puts the server's name before its value.</summary>
    public const string StickyPrefix = "prefix";

    /// <summary>HAProxy adds a cookie of its own.</summary>
    public const string StickyInsert = "insert";

    public string MasterSocket => Path.Combine(RuntimePath, "master.sock");

    public string StatsSocket => Path.Combine(RuntimePath, "stats.sock");

    /// <summary>Where an old worker hands its stick-tables to the new one.</summary>
    public string PeersSocket => Path.Combine(RuntimePath, "peers.sock");

    public string PidFile => Path.Combine(RuntimePath, "haproxy.pid");

    public string StateFile => Path.Combine(RuntimePath, "server-state");

    /// <summary>The hash of the configuration that HAProxy was last known to have.</summary>
    public string AppliedFile => Path.Combine(RuntimePath, "applied");

    /// <summary>The map from routes to services, which HAProxy reads at a start and a reload.</summary>
    public string RoutesMap => Path.Combine(RuntimePath, "routes.map");

    /// <summary>What HAProxy reads whether it leaves; changed by its runtime API too.</summary>
    public string LeavingFile => Path.Combine(RuntimePath, "leaving.lst");

    /// <summary>The other balancers, with which stick-tables are shared.</summary>
    public string PeersFile => Path.Combine(RuntimePath, "peers.json");

    /// <summary>The services that are remembered.</summary>
    public string ServicesFile => Path.Combine(RuntimePath, "services.json");

    public static HaProxyOptions Read(SettingsReader settings) => CertificateOptions.Check(settings, new(
        settings.Text(
            "Binary", "haproxy", HaProxyValues.IsProgram,
            "is not a program here; install HAProxy 2.6 or newer (Debian: apt-get install haproxy) or give its path"),
        HaProxyValues.AbsolutePath(settings, "ConfigPath", "/usr/local/etc/haproxy/haproxy.cfg"),
        HaProxyValues.AbsolutePath(settings, "NodesPath", "/nodes"),
        HaProxyValues.AbsolutePath(
            settings, "RuntimePath", "/run/actors", path => Path.Combine(path, "master.sock").Length <= LongestSocketPath,
            $", short enough for a UNIX socket in it ({LongestSocketPath} characters)"),
        settings.Text("TemplatePath", "", path => path.Length == 0 || File.Exists(path), "there is no such file"),
        settings.Text("SnippetsPath", "", path => path.Length == 0 || Directory.Exists(path), "there is no such folder"),
        HaProxyValues.Bind(settings, "HttpBind"),
        settings.Number("HttpPort", 80, 1, IPEndPoint.MaxPort),
        HaProxyValues.Networks(
            settings.Text(
                "TrustedProxies", "", text => text.Length == 0 || !HaProxyValues.Networks(text).IsEmpty,
                "must be networks, each as ADDRESS/BITS, such as 10.0.0.0/8,fd00::/8")),
        HaProxyValues.Bind(settings, "StatsBind"),
        settings.Number("StatsPort", 1936, 1, IPEndPoint.MaxPort),
        StatsUser.Read(settings, "StatsUsersFile"),
        settings.Text(
            "CliBind", "", text => text.Length == 0 || IPEndPoint.TryParse(text, out var end) && end.Port > 0,
            "must be address:port, with an IP address"),
        settings.Text("DefaultService", NodeRoles.Web, NodeNames.IsValid, "a service is named with " + NodeNames.Rule),
        settings.Duration("HardStopAfter", TimeSpan.FromHours(1), TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
        settings.Duration("StopTimeout", TimeSpan.FromSeconds(10), TimeSpan.Zero, TimeSpan.FromMinutes(1)),
        settings.Duration("UnreachableAfter", TimeSpan.FromMilliseconds(700), TimeSpan.FromMilliseconds(500), TimeSpan.FromMinutes(1)),
        settings.Duration("DrainTimeout", TimeSpan.FromSeconds(10), TimeSpan.Zero, TimeSpan.FromHours(1)),
        settings.Duration("HoldLastLeave", TimeSpan.FromSeconds(5), TimeSpan.Zero, TimeSpan.FromSeconds(30)),
        settings.Number("MaxOldWorkers", 20, 1, 1000),
        settings.Number("MaxOldWorkersMemory", 512, 16, 1024 * 1024, "MiB"),
        settings.Duration("AuditEvery", TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1)),
        settings.Duration("Warmup", TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromHours(1)),
        settings.Text("StickyCookie", "", HaProxyValues.IsCookieName, "a cookie is named with 1 to 64 letters, digits, '_' and '-'"),
        settings.Text(
            "StickyMode", StickyPrefix, mode => mode is StickyPrefix or StickyInsert,
            $"must be {StickyPrefix} (the app sets the cookie) or {StickyInsert} (HAProxy adds it)"),
        settings.Number("FreezeShare", 50, 1, 100, "percent"),
        ServicePolicy.TryParse(settings.Text("Allow", "", text => ServicePolicy.TryParse(text) is not null, ServicePolicy.Rule))
        ?? ServicePolicy.Open,
        PortRanges.TryParse(settings.Text("TcpPorts", "", text => PortRanges.TryParse(text) is not null, PortRanges.Rule))
        ?? PortRanges.None,
        settings.Duration("KeepServicesFor", TimeSpan.FromMinutes(10), TimeSpan.Zero, TimeSpan.FromDays(30)),
        settings.Duration("RestoreFor", TimeSpan.FromSeconds(15), TimeSpan.Zero, TimeSpan.FromMinutes(10)),
        CertificateOptions.Read(settings))
    {
        IsStartedElsewhere = settings.Text(
            "Start", Agent, text => text is Agent or Elsewhere,
            $"must be {Agent} (the agent starts HAProxy, and again when it ends) or {Elsewhere} (something else does, such as a container "
                + "of its own)") == Elsewhere,
        OutlivesAgent = settings.Text(
            "OnStop", Stop, text => text is Stop or Keep,
            $"must be {Stop} (HAProxy finishes its requests and ends with the agent) or {Keep} (it serves on)") == Keep,
        LeaveNotice = settings.Duration("LeaveNotice", TimeSpan.FromSeconds(10), TimeSpan.Zero, TimeSpan.FromHours(1)),
        HealthPath = HaProxyValues.HealthPath(settings),
        PeersPort = settings.Number("PeersPort", 0, 0, IPEndPoint.MaxPort),
    });
}
