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
        var port = Address.Port.ToString(CultureInfo.InvariantCulture);
        try
        {
            using var socket = new Socket(Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (Address.Address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            socket.Bind(Address);
            return null;
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            var holder = PortHolder.Of(Address);
            return holder is not null && IsOwn(holder) ? null
                : StartFault.OfTaken(Setting, port, $"{Address} is taken by {holder?.ToString() ?? "another program"}", $"End that program, or {StartFault.Given(Setting)}");
        }
        catch (SocketException) when (IsOpenedByAnother)
        {
            return null;
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AccessDenied)
        {
            return StartFault.OfSetting(
                Setting, port, $"permission denied: user {Environment.UserName} may not listen on {Address}",
                $"A port below 1024 needs CAP_NET_BIND_SERVICE (systemd: AmbientCapabilities=CAP_NET_BIND_SERVICE). Give that, or {StartFault.Given(Setting)}");
        }
        catch (SocketException error)
        {
            var setting = AddressSetting.Length > 0 ? AddressSetting : Setting;
            return StartFault.OfSetting(
                setting, Address.ToString(), error.SocketErrorCode == SocketError.AddressNotAvailable ? "this machine has no such address" : $"it cannot be listened on: {error.Message}",
                $"For an address that it has, {StartFault.Given(setting)}");
        }
    }
}
