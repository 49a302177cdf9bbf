using System.Net.Sockets;
using System.Text;

namespace Actors.Clustering.Programs;

/// <summary>Where systemd hears how far a unit is (sd_notify(3)): a datagram with lines NAME=VALUE.</summary>
/// <param name="path">The socket; with <c>@</c> at its beginning an abstract one.</param>
internal sealed class UnitSocket(string path)
{
    private const string Variable = "NOTIFY_SOCKET";

    /// <summary>
    /// That of this process; null where it was not started by a unit that listens. Programs that it starts do not inherit it.
    /// </summary>
    public static UnitSocket? Take()
    {
        var path = Environment.GetEnvironmentVariable(Variable);
        Environment.SetEnvironmentVariable(Variable, null);
        return path is ['/' or '@', _, ..] ? new UnitSocket(path) : null;
    }

    /// <summary>Tells it. Whether it was heard.</summary>
    public bool Tell(params string[] lines)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        try
        {
            var address = path[0] == '@' ? "\0" + path[1..] : path;
            socket.SendTo(Encoding.UTF8.GetBytes(string.Join('\n', lines)), new UnixDomainSocketEndPoint(address));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
