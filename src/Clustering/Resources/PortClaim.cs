using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Actors.Clustering.Resources;

/// <summary>A port that this program, or one that it starts, is going to listen on.</summary>
/// <param name="Setting">The setting that names it, such as <c>Node:Port</c>.</param>
/// <param name="Address">Where it listens.</param>
public sealed record PortClaim(string Setting, IPEndPoint Address)
{
    /// <summary>How long the port may still be held by an earlier life that is ending.</summary>
    public TimeSpan Patience { get; init; }

    /// <summary>Whether a holder is no fault, such as this agent's own HAProxy that runs already.</summary>
    public Func<PortHolder, bool> IsOwn { get; init; } = _ => false;

    /// <summary>The setting that names the address; empty where only the port is a setting.</summary>
    public string AddressSetting { get; init; } = "";

    /// <summary>Whether another program opens the port: what that one may open, and behind which address, is then for it to say.</summary>
    public bool IsOpenedByAnother { get; init; }

    /// <summary>Why the port cannot be had now; null where it can. Nothing is sent and nothing stays open.</summary>
    public StartFault? Try()
    {
        if (PortTrial.FaultOf(Address, bothFamilies: true) is not { } error)
        {
            return null;
        }

        var port = Address.Port.ToString(CultureInfo.InvariantCulture);
        switch (error.SocketErrorCode)
        {
            case SocketError.AddressAlreadyInUse:
                var holder = PortHolder.Of(Address);
                return holder is not null && IsOwn(holder) ? null
                    : StartFault.OfTaken(
                        Setting, port, $"{Address} is taken by {holder?.ToString() ?? "another program"}",
                        $"End that program, or {StartFault.Given(Setting)}");
            case var _ when IsOpenedByAnother:
                return null;
            case SocketError.AccessDenied:
                return StartFault.OfSetting(
                    Setting, port, $"permission denied: user {ProcessUser.Name} may not listen on {Address}",
                    "A port below 1024 needs CAP_NET_BIND_SERVICE (systemd: AmbientCapabilities=CAP_NET_BIND_SERVICE). Give that, or "
                        + $"{StartFault.Given(Setting)}");
            default:
                var setting = AddressSetting.Length > 0 ? AddressSetting : Setting;
                return StartFault.OfSetting(
                    setting, Address.ToString(), error.SocketErrorCode == SocketError.AddressNotAvailable
                        ? "this machine has no such address"
                        : $"it cannot be listened on: {error.Message}",
                    $"For an address that it has, {StartFault.Given(setting)}");
        }
    }
}
