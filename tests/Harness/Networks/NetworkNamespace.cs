using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Actors.Harness.Networks;

/// <summary>Sockets in another network namespace: one belongs to that of the thread that made it (setns(2)).</summary>
internal static partial class NetworkNamespace
{
    private const int NewNet = 0x40000000;

    /// <summary>Connects from within a namespace that <c>ip netns</c> knows.</summary>
    public static async Task<Stream> ConnectAsync(string name, DnsEndPoint endPoint, CancellationToken cancellationToken)
    {
        var address = IPAddress.Parse(endPoint.Host);
        // A thread of its own, which ends here: it never comes back into this process's namespace.
        var socket = await Task.Factory.StartNew(
            () => MakeSocket(name, address.AddressFamily), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            await socket.ConnectAsync(address, endPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static Socket MakeSocket(string name, AddressFamily family)
    {
        using var file = File.OpenHandle("/run/netns/" + name);
        if (SetNamespace(file, NewNet) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"setns into {name}");
        }

        return new Socket(family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(SafeHandle file, int kind);
}
