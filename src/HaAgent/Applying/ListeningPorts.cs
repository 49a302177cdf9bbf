using System.Net;
using System.Net.Sockets;
using Actors.Clustering.Resources;

namespace Actors.HaAgent.Applying;

/// <summary>Which ports of this machine can be listened on, tried by the agent itself, which has the rights that HAProxy has.</summary>
public sealed class ListeningPorts(HaProxyMaster master)
{
    /// <summary>Why HAProxy could not listen there, with the process that holds it; null where it could, or does already.</summary>
    public string? FaultOf(IPEndPoint end)
    {
        ArgumentNullException.ThrowIfNull(end);
        try
        {
            using var socket = new Socket(end.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(end);
            return null;
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return PortHolder.Of(end) is not { } holder ? $"{end} is taken by a program that does not listen there"
                : master.Holds(holder) ? null : $"{end} is taken by {holder}";
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode switch
            {
                SocketError.AccessDenied => $"{end} needs a right that this agent and HAProxy do not have (a port below 1024?)",
                // As where the address is a floating one, which HAProxy may bind all the same ("transparent", or net.ipv4.ip_nonlocal_bind).
                SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported => null,
                _ => $"{end} cannot be listened on: {error.Message}",
            };
        }
    }
}
