using System.Net;
using System.Net.Sockets;
using Actors.Clustering;

namespace Actors.HaAgent.Membership;

/// <summary>Asks a node's own port, from where HAProxy stands, until it answers: the proof that it may get traffic.</summary>
public static class NodeProbe
{
    private static readonly byte[] Head = "HEAD / HTTP/1.1\r\nHost: localhost\r\nUser-Agent: actors-probe\r\nConnection: close\r\n\r\n"u8.ToArray();
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    // A node that starts is asked often; one that still does not answer has a longer trouble.
    private static readonly TimeSpan Shortly = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Later = TimeSpan.FromMilliseconds(500);
    private const int ShortlyTimes = 250;

    /// <summary>
    /// Ends when <c>HEAD /</c> has been answered with 200 to 499, what HAProxy's own check wants too: a program that has no page there
    /// lives all the same, and says by its readiness whether it wants traffic. Whoever speaks TCP has to take the connection only.
    /// </summary>
    public static async Task UntilAnsweredAsync(IPEndPoint node, ServiceProtocol protocol, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var tries = 0; !await IsAnsweredAsync(node, protocol, time, cancellationToken); tries++)
        {
            await Task.Delay(tries < ShortlyTimes ? Shortly : Later, time, cancellationToken);
        }
    }

    /// <summary>Whether it answers so, asked once; no answer within two seconds is none.</summary>
    public static async Task<bool> IsAnsweredAsync(IPEndPoint node, ServiceProtocol protocol, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Longest, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var socket = new Socket(node.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(node, both.Token);
            if (protocol == ServiceProtocol.Tcp)
            {
                return true;
            }

            await socket.SendAsync(Head, both.Token);
            var answer = new byte[64];
            var length = 0;
            for (int read; length < "HTTP/1.1 2".Length && (read = await socket.ReceiveAsync(answer.AsMemory(length), both.Token)) > 0; length += read)
            {
            }

            var line = answer.AsSpan(0, length);
            return line.StartsWith("HTTP/1."u8) && line.Length >= 10 && line[9] is (byte)'2' or (byte)'3' or (byte)'4';
        }
        catch (SocketException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
