using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Actors.HaAgent.Membership;

/// <summary>Asks a node's own port, from where HAProxy stands, until it answers: the probe by which it may get traffic.</summary>
public static class NodeProbe
{
    // A node that starts is asked often; one that still does not answer has a longer trouble.
    private static readonly TimeSpan Shortly = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Later = TimeSpan.FromMilliseconds(500);
    private const int ShortlyTimes = 250;

    /// <summary>
    /// Ends when the node has answered as HAProxy's own check wants it (<see cref="FaultOfAsync"/>). Whether the node wants traffic it
    /// reports by its readiness.
    /// </summary>
    /// <param name="node">Where it serves.</param>
    /// <param name="protocol">What it speaks.</param>
    /// <param name="check">How it is asked, where that is HTTP.</param>
    /// <param name="report">Gets each new reason why it has not answered.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task UntilAnsweredAsync(
        IPEndPoint node,
        ServiceProtocol protocol,
        HttpCheck check,
        Action<string> report,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        var last = "";
        for (var tries = 0; await FaultOfAsync(node, protocol, check, time, cancellationToken) is { } fault; tries++)
        {
            if (fault != last)
            {
                report(last = fault);
            }

            await Task.Delay(tries < ShortlyTimes ? Shortly : Later, time, cancellationToken);
        }
    }

    /// <summary>Asks once. A TCP service has to take the connection only.</summary>
    /// <returns>Why that does not show that it lives, with what it answered; null where it is one.</returns>
    public static async Task<string?> FaultOfAsync(
        IPEndPoint node, ServiceProtocol protocol, HttpCheck check, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(check);
        using var limit = new CancellationTokenSource(check.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var socket = new Socket(node.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(node, both.Token);
            if (protocol == ServiceProtocol.Tcp)
            {
                return null;
            }

            const string Rest = "User-Agent: actors-probe\r\nConnection: close\r\n\r\n";
            var request = $"{check.Method} {check.Path} HTTP/1.1\r\nHost: {check.Host}\r\n{Rest}";
            await socket.SendAsync(Encoding.ASCII.GetBytes(request), both.Token);
            return StatusOf(await ReadAsync(socket, both.Token)) is not { } status ? $"{check} was answered by what is not HTTP/1"
                : check.Takes(status) ? null
                : string.Create(CultureInfo.InvariantCulture, $"{check} was answered by {status}, which is none of {check.Status}");
        }
        catch (SocketException error)
        {
            return error.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            object what = protocol == ServiceProtocol.Tcp ? "a connection" : check;
            return string.Create(CultureInfo.InvariantCulture, $"{what} was not answered within {check.Timeout.TotalSeconds} s");
        }
    }

    // As much as says the status.
    private static async Task<string> ReadAsync(Socket socket, CancellationToken cancellationToken)
    {
        var answer = new byte[64];
        var length = 0;
        for (int read; length < "HTTP/1.1 200".Length; length += read)
        {
            read = await socket.ReceiveAsync(answer.AsMemory(length), cancellationToken);
            if (read == 0)
            {
                break;
            }
        }

        return Encoding.Latin1.GetString(answer, 0, length);
    }

    private static int? StatusOf(string line) =>
        line.StartsWith("HTTP/1.", StringComparison.Ordinal) && line.Length >= 12 && line[8] == ' '
        && int.TryParse(line.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            ? status
            : null;
}
