using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Actors.HaAgent.Tests.Support;

/// <summary>A program that answers each request, byte by byte, as a test wants; one request a connection.</summary>
internal sealed class ScriptedProgram : IDisposable
{
    /// <summary>An answer that says nothing more than that all is well.</summary>
    public const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopped = new();
    private readonly Func<string, string?> _answer;
    private readonly ConcurrentQueue<string> _requests = new();

    /// <param name="answer">From the head of a request to the whole answer; null to close without one, empty to keep silent.</param>
    public ScriptedProgram(Func<string, string?> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The heads of the requests so far whose first line begins with <paramref name="start"/>, such as <c>GET /x</c>.</summary>
    public string[] Requests(string start) => [.. _requests.Where(head => head.StartsWith(start, StringComparison.Ordinal))];

    /// <summary>An answer with a status and nothing else.</summary>
    public static string Status(int status) => $"HTTP/1.1 {status} X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    public void Dispose()
    {
        _stopped.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptSocketAsync(_stopped.Token));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // the test is over
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var _ = client;
        try
        {
            var head = await ReadHeadAsync(client);
            if (head.Length == 0)
            {
                return;
            }

            _requests.Enqueue(head);
            var answer = _answer(head);
            if (answer is null)
            {
                return;
            }

            await client.SendAsync(Encoding.ASCII.GetBytes(answer), _stopped.Token);
            // What comes after the head is sent back: an upgraded connection that echoes.
            var buffer = new byte[1024];
            for (int read; (answer.Length == 0
                || answer.Contains(" 101 ", StringComparison.Ordinal)) && (read = await client.ReceiveAsync(buffer, _stopped.Token)) > 0;)
            {
                await client.SendAsync(buffer.AsMemory(0, read), _stopped.Token);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException)
        {
            // the client has gone
        }
    }

    private async Task<string> ReadHeadAsync(Socket client)
    {
        var buffer = new byte[16 * 1024];
        var length = 0;
        for (int read; (read = await client.ReceiveAsync(buffer.AsMemory(length), _stopped.Token)) > 0;)
        {
            length += read;
            if (Encoding.ASCII.GetString(buffer, 0, length) is var text && text.Contains("\r\n\r\n", StringComparison.Ordinal))
            {
                return text;
            }
        }

        return "";
    }
}
