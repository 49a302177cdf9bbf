using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Actors.HaAgent.Applying;

/// <summary>Which ports of this machine can be listened on, tried by the agent itself, which has the rights that HAProxy has.</summary>
public sealed class ListeningPorts(HaProxyMaster master)
{
    private const string Listening = "0A";
    private static readonly string[] SocketLists = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <summary>Why HAProxy could not listen there; null where it could, or does already.</summary>
    public string? FaultOf(IPEndPoint end)
    {
        try
        {
            using var socket = new Socket(end.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(end);
            return null;
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            var sockets = SocketsOn(end.Port);
            // Where nobody listens there are connections that end: they are no hindrance.
            return sockets.Count == 0 || IsHaProxys(sockets) ? null : $"{end} is taken{HolderOf(sockets)}";
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

    private bool IsHaProxys(HashSet<string> sockets) =>
        master.Find() is { } process && ChildrenOf(process.Pid).Prepend(process.Pid).Any(pid => Holds(pid, sockets));

    private static string HolderOf(HashSet<string> sockets)
    {
        // A child that it starts has its sockets too, for a moment; the parent is the older one.
        foreach (var pid in Pids().Order().Where(pid => Holds(pid, sockets)))
        {
            return string.Create(CultureInfo.InvariantCulture, $" by process {pid} ({NameOf(pid)})");
        }

        return " by another program";
    }

    // The inodes of the sockets that listen on a port (proc_net(5): local address, state, inode).
    private static HashSet<string> SocketsOn(int port)
    {
        var suffix = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        return [.. SocketLists.Where(File.Exists).SelectMany(File.ReadLines)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 9 && fields[3] == Listening && fields[1].EndsWith(suffix, StringComparison.Ordinal))
            .Select(fields => $"socket:[{fields[9]}]")];
    }

    private static IEnumerable<int> ChildrenOf(int parent) => Pids().Where(pid => LinuxProcess.ParentOf(pid) == parent);

    private static IEnumerable<int> Pids() => Directory.EnumerateDirectories("/proc")
        .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0).Where(pid => pid > 0);

    private static bool Holds(int pid, HashSet<string> sockets)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/fd")).Any(link => File.ResolveLinkTarget(link, returnFinalTarget: false) is { } target && sockets.Contains(target.Name));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It has gone, or is another user's.
            return false;
        }
    }

    private static string NameOf(int pid)
    {
        var command = LinuxProcess.CommandLine(pid).Trim();
        return Path.GetFileName(command.Split(' ')[0]);
    }
}
