using System.Net;
using System.Text.RegularExpressions;

namespace Actors.Contracts;

/// <summary>
/// What is fixed for the life of a web node. It travels in the member's AppVersion, so it is known with the first gossip about the node, as
/// <c>VERSION+NAME;SERVICE;PORT;WEIGHT</c>, followed by <c>;http;ROUTES</c> where it claims routes, or by <c>;tcp;LISTENPORT</c> where it
/// does not speak HTTP, by <c>;MAXCONNECTIONS</c> where it bounds them, and by <c>;KEY=VALUE</c> for whatever else differs from the
/// default; a key that is not known is skipped. This type alone writes and reads that form. (Not in its roles: Akka works out the leader of
/// each role at each change, docs/adr/0012.)
/// </summary>
/// <param name="Name">The node's name, see <see cref="NodeNames"/>.</param>
/// <param name="Service">The service that it is a copy of, same rule as a name.</param>
/// <param name="Port">The port that it serves on, 1 to 65535.</param>
/// <param name="Weight">Its share of the requests, 0 to 256 (HAProxy, "weight").</param>
/// <param name="Version">The version of what it serves: 1 to 64 of letters, digits, '.', '_', '+' and '-'.</param>
public sealed partial record NodeDescription(string Name, string Service, int Port, int Weight, string Version)
{
    /// <summary>The largest bound of <see cref="MaxConnections"/>.</summary>
    public const int MostConnections = 65535;

    private const string VersionRule = "1 to 64 letters, digits, '.', '_', '+' or '-', beginning with a letter or digit";
    private const string Http = "http";
    private const string Tcp = "tcp";
    private const string ForZone = "zone=";
    private const string ForServesAt = "at=";
    private const string Form =
        "VERSION+NAME;SERVICE;PORT;WEIGHT, then nothing, ;http;ROUTES or ;tcp;LISTENPORT, then nothing or ;MAXCONNECTIONS, "
        + "then any number of ;KEY=VALUE";

    /// <summary>What it speaks.</summary>
    public ServiceProtocol Protocol { get; init; }

    /// <summary>For a TCP service the port that clients reach it at, 1 to 65535; else 0.</summary>
    public int ListenPort { get; init; }

    /// <summary>The routes that an HTTP service wants, in the form of <see cref="ServiceRoute.Written"/>; empty for none.</summary>
    public string Routes { get; init; } = "";

    /// <summary>
    /// How many connections it takes at once, 1 to 65535, so that more wait in HAProxy ("maxconn" of a server); 0 for no bound.
    /// </summary>
    public int MaxConnections { get; init; }

    /// <summary>How an HTTP program is asked whether it is well.</summary>
    public HttpCheck Check { get; init; } = HttpCheck.Default;

    /// <summary>Where it stands, such as a rack or a site: same rule as a name; empty for nowhere in particular.</summary>
    public string Zone { get; init; } = "";

    /// <summary>
    /// The IP address that it serves at, in its shortest form, where that is not the node's own, as for a program of another machine; empty
    /// for the node's own. Never loopback, nor what only one network card has: it is for others.
    /// </summary>
    public string ServesAt { get; init; } = "";

    /// <summary>The AppVersion that carries the description.</summary>
    public string ToAppVersion() => AppVersionText.Of(
        Version,
        [
            Name,
            Service,
            AppVersionText.Of(Port),
            AppVersionText.Of(Weight),
            .. Protocol == ServiceProtocol.Tcp ? [Tcp, AppVersionText.Of(ListenPort)]
                : Routes.Length > 0 ? (string[])[Http, AppVersionText.Undotted(Routes)]
                : [],
            .. MaxConnections > 0 ? [AppVersionText.Of(MaxConnections)] : (string[])[],
            .. Keyed().Where(text => text.Length > 0).Select(AppVersionText.Escaped),
        ]);

    /// <summary>The AppVersion of a node that has a name and no more, but for what an agent announces of itself.</summary>
    /// <param name="version">Its program's version.</param>
    /// <param name="name">Its name.</param>
    /// <param name="page">Where its page is for others (<see cref="AgentPage"/>); empty for nowhere.</param>
    /// <param name="keepsHaProxy">Whether its HAProxy serves on when it stops (<see cref="AgentOnStop"/>).</param>
    public static string NamedVersion(string version, string name, string page = "", bool keepsHaProxy = false) => AppVersionText.Of(
        version, [name, .. new[] { AgentPage.Field(page), AgentOnStop.Field(keepsHaProxy) }.Where(field => field.Length > 0)]);

    /// <summary>The name that an AppVersion carries, or null where it carries none or a bad one.</summary>
    public static string? NameIn(string appVersion) =>
        AppVersionText.Parts(appVersion) is (_, [var name, ..]) && NodeNames.IsValid(name) ? name : null;

    /// <summary>Whether <paramref name="version"/> may be a node's version.</summary>
    public static bool IsVersion(string? version) => version is not null && VersionPattern().IsMatch(version);

    /// <summary>
    /// Whether <paramref name="text"/> may be <see cref="ServesAt"/>. A node must not lead the balancer to its own machine, where its agent
    /// and its statistics are.
    /// </summary>
    public static bool IsServesAt(string text) =>
        IPAddress.TryParse(text, out var address) && address.ToString() == text && !text.Contains('%', StringComparison.Ordinal)
        && !IPAddress.IsLoopback(address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any)
        && !address.IsIPv4MappedToIPv6
        && address is { IsIPv6LinkLocal: false, IsIPv6Multicast: false }
        && !text.StartsWith("169.254.", StringComparison.Ordinal);

    /// <summary>Reads a description back; on failure every fault is in <paramref name="faults"/> and the result is null.</summary>
    public static NodeDescription? TryRead(string appVersion, out IReadOnlyList<string> faults)
    {
        if (AppVersionText.Parts(appVersion) is not (var version, [var name, var service, var port, var weight, .. var all])
            || all.TakeWhile(IsPositional).ToArray() is not { Length: <= 3 } more)
        {
            faults = [$"its AppVersion is not of the form {Form}"];
            return null;
        }

        // Protocol and claim come together; what is left is the bound.
        var (claim, bound) = (more[..(more.Length & ~1)], more[(more.Length & ~1)..]);
        var keyed = AppVersionText.Unescaped(string.Join(';', all[more.Length..]));
        var check = HttpCheck.TryParse(keyed);
        var zone = Keyed(keyed, ForZone);
        var servesAt = Keyed(keyed, ForServesAt);
        faults =
        [
            .. Unless(IsVersion(version), $"the version must be {VersionRule}"),
            .. Unless(NodeNames.IsValid(name), $"the name must be {NodeNames.Rule}"),
            .. Unless(NodeNames.IsValid(service), $"the service must be {NodeNames.Rule}"),
            .. Unless(Number(port) is >= 1 and <= IPEndPoint.MaxPort, "the port must be 1 to 65535"),
            .. Unless(Number(weight) is >= 0 and <= 256, "the weight must be 0 to 256"),
            .. claim switch
            {
                [] => [],
                [Http, var routes] => Unless(ReadRoutes(routes) is not null, "the routes must be " + ServiceRoute.Rule),
                [Tcp, var listen] => Unless(Number(listen) is >= 1 and <= IPEndPoint.MaxPort, "the listen port must be 1 to 65535"),
                _ => [$"the protocol must be {Http} or {Tcp}"],
            },
            .. Unless(check is not null, "the check must be a method, path, host, status and timeout that HAProxy can use"),
            .. Unless(zone is null || NodeNames.IsValid(zone), $"the zone must be {NodeNames.Rule}"),
            .. Unless(servesAt is null || IsServesAt(servesAt), "the address that it serves at must be an IP address that others reach"),
            .. Unless(
                bound is [] || Number(bound[0]) is >= 1 and <= MostConnections, $"the connections at once must be 1 to {MostConnections}"),
        ];
        return faults.Count > 0 ? null : new NodeDescription(name, service, Number(port)!.Value, Number(weight)!.Value, version)
        {
            Protocol = claim is [Tcp, ..] ? ServiceProtocol.Tcp : ServiceProtocol.Http,
            ListenPort = claim is [Tcp, var at] ? Number(at)!.Value : 0,
            Routes = claim is [Http, var wanted] ? ReadRoutes(wanted)! : "",
            MaxConnections = bound is [var most] ? Number(most)!.Value : 0,
            Check = check!,
            Zone = zone ?? "",
            ServesAt = servesAt ?? "",
        };
    }

    // What stands behind the fields that have a place: whatever differs from its default.
    private IEnumerable<string> Keyed() =>
        [Check.Written, Zone.Length > 0 ? ForZone + Zone : "", ServesAt.Length > 0 ? ForServesAt + ServesAt : ""];

    private static string? Keyed(string fields, string key) =>
        fields.Split(';').LastOrDefault(field => field.StartsWith(key, StringComparison.Ordinal))?[key.Length..];

    // One list has one spelling.
    private static string? ReadRoutes(string text) =>
        AppVersionText.Dotted(text) is { } routes
        && ServiceRoute.TryParseAll(routes) is { Length: > 0 } all
        && ServiceRoute.Written(all) == routes
            ? routes
            : null;

    private static bool IsPositional(string field) => !field.Contains('=', StringComparison.Ordinal);

    private static string[] Unless(bool isSo, string fault) => isSo ? [] : [fault];

    private static int? Number(string text) => AppVersionText.Number(text);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._+-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex VersionPattern();
}
