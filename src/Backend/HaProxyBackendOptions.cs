
namespace Actors.Backend;

/// <summary>
/// What an app may say in code. What it leaves null comes from the section <see cref="Section"/> of its configuration, else is the
/// default. What is said here is above the configuration.
/// </summary>
public sealed class HaProxyBackendOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "HaProxyBackend";

    /// <summary>False: the app runs alone and joins nothing, as on a developer's machine or in a test. Default: true.</summary>
    public bool? Enabled { get; set; }

    /// <summary>The service that the app is a copy of: 1 to 63 letters, digits, <c>_</c> or <c>-</c>. Default: <c>web</c>.</summary>
    public string? Service { get; set; }

    /// <summary>
    /// The port that HAProxy reaches the app at, 1 to 65535. Default: the one that the web server has opened for plain HTTP.
    /// </summary>
    public int? Port { get; set; }

    /// <summary>Its share of the requests, 0 to 256. Default: 100.</summary>
    public int? Weight { get; set; }

    /// <summary>
    /// The version of what it serves, 1 to 64 letters, digits, <c>.</c>, <c>_</c>, <c>+</c> or <c>-</c>. Default: that of the app's
    /// assembly.
    /// </summary>
    public string? Version { get; set; }

    /// <summary>What it speaks. Default: HTTP.</summary>
    public ServiceProtocol? Protocol { get; set; }

    /// <summary>Where it speaks TCP: the port that clients reach the service at, 1 to 65535. Default: the app's own.</summary>
    public int? ListenPort { get; set; }

    /// <summary>
    /// Where it speaks HTTP: the hosts and paths that it wants, such as <c>api.example.com,/admin</c>, see <see cref="ServiceRoute"/>.
    /// Default: none.
    /// </summary>
    public string? Routes { get; set; }

    /// <summary>
    /// How many connections the app takes at once, 1 to 65535: HAProxy keeps what is more waiting, for up to 5 s, instead of the app. For
    /// one that does its work one by one or lets few connections wait. Default: no bound.
    /// </summary>
    public int? MaxConnections { get; set; }

    /// <summary>
    /// The longest wait for the agents to take the app out before it stops, 0 to 60 s; keep it at or above the agents' HaProxy:DrainTimeout
    /// and HaProxy:HoldLastLeave together. Default: 15 s.
    /// </summary>
    public TimeSpan? LeaveTimeout { get; set; }

    /// <summary>How often the app's health checks are run, 0.1 s to 5 min. Default: 2 s.</summary>
    public TimeSpan? HealthEvery { get; set; }

    /// <summary>How long they may take together, 0.1 s to 5 min; beyond it the app counts as unhealthy. Default: 5 s.</summary>
    public TimeSpan? HealthTimeout { get; set; }

    /// <summary>Only health checks with this tag count. Default: all of them.</summary>
    public string? HealthTag { get; set; }

    /// <summary>
    /// Whether HAProxy's own check, <c>HEAD /</c> that no proxy has forwarded, is answered ahead of the app: 200 while the app is healthy,
    /// else 503. False: the app itself answers it, with 2xx or 3xx while it wants traffic. Default: true.
    /// </summary>
    public bool? AnswersChecks { get; set; }

    /// <summary>The app as a node of the cluster.</summary>
    public HaProxyBackendNodeOptions Node { get; } = new();
}

/// <summary>The app as a node of the cluster: the settings that every node has, in the section <c>HaProxyBackend:Node</c>.</summary>
public sealed class HaProxyBackendNodeOptions
{
    /// <summary>The name as member, node file and server in HAProxy. Default: the host name.</summary>
    public string? Name { get; set; }

    /// <summary>
    /// The host that HAProxy and the other nodes reach the app at. Default: the first address that is not loopback, IPv4 before IPv6.
    /// </summary>
    public string? Host { get; set; }

    /// <summary>The IP address that remoting listens on. Default: that of <see cref="Host"/>.</summary>
    public string? BindHost { get; set; }

    /// <summary>The port of remoting, 1 to 65535, or 0 for any that is free. Default: 4053.</summary>
    public int? Port { get; set; }

    /// <summary>
    /// The seeds as <c>host:port</c>, an IPv6 address in brackets, comma separated, in the same order on every node; or where they are
    /// found: <c>dns:NAME:PORT</c>, <c>srv:NAME</c>, <c>file:PATH</c>. Needed.
    /// </summary>
    public string? Seeds { get; set; }

    /// <summary>The cluster's name, the same on every node of it. Default: actors.</summary>
    public string? Cluster { get; set; }

    /// <summary>Where the node stands, such as a rack or a site: 1 to 63 letters, digits, <c>_</c> or <c>-</c>. Default: none.</summary>
    public string? Zone { get; set; }

    /// <summary>A folder where the last known members and the cluster's identity are kept over a restart. Default: none.</summary>
    public string? StatePath { get; set; }

    /// <summary>TLS for the cluster: a PEM file with the node's certificate. Given with the two below, or none of the three.</summary>
    public string? TlsCertificate { get; set; }

    /// <summary>A PEM file with the certificate's key.</summary>
    public string? TlsKey { get; set; }

    /// <summary>A PEM file with the certificate of the authority that has signed the nodes' certificates.</summary>
    public string? TlsAuthority { get; set; }
}
