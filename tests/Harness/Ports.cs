using System.Net;
using System.Net.Sockets;

namespace Actors.Harness;

/// <summary>
/// Ports of loopback that nobody holds at the moment, and that nobody else is given: neither in this process nor in another that takes
/// them from here at the same time. Each process claims blocks of them, by a locked file for each that the system lets go of with it.
/// </summary>
public static class Ports
{
    // Below the ports that the system itself gives to outgoing connections, which may be taken the moment they are free, and below those of
    // ./actors up.
    private const int First = 10_000;
    private const int Size = 200;
    private const int Blocks = 50;
    private static readonly Lock Guard = new();
    private static readonly HashSet<int> Claimed = [];
    private static readonly List<FileStream> Claims = [];
    private static readonly Queue<int> Left = new();

    public static int Free()
    {
        lock (Guard)
        {
            while (true)
            {
                if (Left.Count == 0)
                {
                    Claim();
                }

                var port = Left.Dequeue();
                if (IsFree(port))
                {
                    return port;
                }
            }
        }
    }

    private static void Claim()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"actors-ports-{Environment.UserName}")).FullName;
        var start = Random.Shared.Next(Blocks);
        for (var i = 0; i < Blocks; i++)
        {
            var block = (start + i) % Blocks;
            if (Claimed.Contains(block) || Lock(Path.Combine(folder, $"{First + (block * Size)}")) is not { } claim)
            {
                continue;
            }

            Claimed.Add(block);
            Claims.Add(claim);
            foreach (var port in Enumerable.Range(First + (block * Size), Size))
            {
                Left.Enqueue(port);
            }

            return;
        }

        throw new InvalidOperationException($"All {Blocks} blocks of ports are claimed: processes that hold a file in {folder} run.");
    }

    private static FileStream? Lock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
