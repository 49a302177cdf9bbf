using System.Net;
using System.Net.Sockets;
using Actors.Clustering.Resources;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent.HaProxy;

/// <summary>Which ports of this machine can be listened on, tried by the agent itself, which has the rights that HAProxy has.</summary>
/// <param name="options">
/// Those of the HAProxy whose ports these are; one that something else starts may be in another network, and no port has a fault then.
/// </param>
/// <param name="time">The clock.</param>
public sealed class ListeningPorts(HaProxyOptions options, TimeProvider time)
{
    private readonly HaProxyMaster _own = new(options, time);

    /// <summary>Why HAProxy could not listen there, with the process that holds it; null where it could, or does already.</summary>
    public string? FaultOf(IPEndPoint end)
    {
        if (options.IsStartedElsewhere)
        {
            return null;
        }

        var error = PortTrial.FaultOf(end, bothFamilies: false);
        return error?.SocketErrorCode switch
        {
            null => null,
            SocketError.AddressAlreadyInUse =>
            PortHolder.Of(end) is not { } holder ? $"{end} is taken by a program that does not listen there"
                : _own.Holds(holder) ? null : $"{end} is taken by {holder}",
            SocketError.AccessDenied => $"{end} needs a right that this agent and HAProxy do not have (a port below 1024?)",
            // As where the address is a floating one, which HAProxy may bind all the same ("transparent", or net.ipv4.ip_nonlocal_bind).
            SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported => null,
            _ => $"{end} cannot be listened on: {error.Message}",
        };
    }
}
