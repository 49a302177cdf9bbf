using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Actors.Clustering.Resources;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent;

/// <summary>What an operator can do about a socket that HAProxy cannot open, by what HAProxy itself has printed.</summary>
public static partial class FailureHint
{
    /// <summary>The failure, with the remedy for what HAProxy says; as it is where HAProxy says nothing of a socket.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="options">Which setting names which port.</param>
    /// <param name="holderOf">The process that holds an address; null for what the kernel tells.</param>
    public static ApplyFailure For(ApplyFailure failure, HaProxyOptions options, Func<IPEndPoint, PortHolder?>? holderOf = null)
    {
        ArgumentNullException.ThrowIfNull(failure);
        ArgumentNullException.ThrowIfNull(options);
        if (SocketPattern().Match(failure.Output) is not { Success: true } match)
        {
            return failure;
        }

        var (error, at) = (match.Groups["error"].Value, match.Groups["at"].Value);
        var address = AddressIn(at);
        var setting = address is not null ? SettingOf(address.Port, options) : "HaProxy:RuntimePath";
        return failure with
        {
            Hint = error switch
            {
                "Permission denied" when address is { Port: < 1024 } =>
                    $"User {ProcessUser.Name} may not listen on a port below 1024: give the agent CAP_NET_BIND_SERVICE (systemd: "
                        + $"AmbientCapabilities=CAP_NET_BIND_SERVICE), or {setting} a port from 1024 on; it is tried again.",
                "Permission denied" => $"User {ProcessUser.Name} may not open {at}: see {setting}; it is tried again.",
                "Cannot assign requested address" =>
                $"This machine has no such address: change the address beside {setting}; it is tried again.",
                _ when address is not null && (holderOf ?? PortHolder.Of)(address) is { } holder =>
                $"{at} is taken by {holder}. End that program, or change {setting}; it is tried again.",
                _ => failure.Hint,
            },
        };
    }

    // HAProxy writes IPv6 without brackets; a UNIX socket is a path.
    private static IPEndPoint? AddressIn(string text) =>
        text.LastIndexOf(':') is var colon and > 0
            && IPAddress.TryParse(text[..colon], out var address)
            && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port <= IPEndPoint.MaxPort
            ? new IPEndPoint(address, port) : null;

    private static string SettingOf(int port, HaProxyOptions options) =>
        port == options.HttpPort ? "HaProxy:HttpPort"
        : port == options.StatsPort ? "HaProxy:StatsPort"
        : options.Tls.IsWanted && port == options.Tls.HttpsPort ? "HaProxy:HttpsPort"
        : IPEndPoint.TryParse(options.CliBind, out var cli) && port == cli.Port ? "HaProxy:CliBind"
        : string.Create(CultureInfo.InvariantCulture, $"the Web:ListenPort = {port} of the service");

    // "Starting frontend in.http: cannot bind socket (Permission denied) [0.0.0.0:80]"; before 2.4 without the reason, and those are
    // refused.
    [GeneratedRegex(
        @"(?:cannot|error when)[^(\n]*\((?<error>Permission denied|Address already in use|Cannot assign requested address)\)"
            + @"[^[\n]*\[(?:[a-z0-9]+@)?(?<at>[^\]\n]+)",
        RegexOptions.CultureInvariant)]
    private static partial Regex SocketPattern();
}
