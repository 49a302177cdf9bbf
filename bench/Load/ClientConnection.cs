using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Actors.Bench.Load;

/// <summary>One connection of a user: a request, its whole answer, and what that says about the connection. Sends nothing twice.</summary>
internal sealed class ClientConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[4096];

    private ClientConnection()
    {
    }

    /// <summary>Nothing is due on an idle connection: what can be read there is its end.</summary>
    public bool IsClosedByServer => _socket.Poll(0, SelectMode.SelectRead);

    public static async Task<ClientConnection> OpenAsync(IPEndPoint target, CancellationToken cancellationToken)
    {
        var connection = new ClientConnection();
        try
        {
            await connection._socket.ConnectAsync(target, cancellationToken);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Sends a request and reads its answer; <see cref="Answer.None"/> where the connection ended before all of it had come.
    /// </summary>
    public async Task<Answer> ExchangeAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        await _socket.SendAsync(request, cancellationToken);
        for (var length = 0; length < _buffer.Length;)
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken);
            length += read;
            var text = Encoding.ASCII.GetString(_buffer, 0, length);
            if (Answer.Read(text, atEnd: read == 0) is { } answer)
            {
                return answer;
            }

            if (read == 0)
            {
                break;
            }
        }

        return Answer.None;
    }

    public void Dispose() => _socket.Dispose();
}

/// <summary>An answer, as far as it matters here.</summary>
/// <param name="Status">Its status; 0 for none.</param>
/// <param name="Host">The node that gave it.</param>
/// <param name="KeepsAlive">Whether the connection may be used again.</param>
internal readonly record struct Answer(int Status, string Host, bool KeepsAlive)
{
    public static readonly Answer None = new(0, "", false);

    /// <summary>Null as long as some of it is missing.</summary>
    public static Answer? Read(string text, bool atEnd)
    {
        var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (head < 0 || !int.TryParse(text.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status))
        {
            return null;
        }

        var body = text[(head + 4)..];
        var isWhole = Header(text, head, "content-length") is { } length
            ? body.Length >= int.Parse(length, CultureInfo.InvariantCulture)
            : Header(text, head, "transfer-encoding") is not null ? body.EndsWith("0\r\n\r\n", StringComparison.Ordinal) : atEnd;
        return isWhole
            ? new Answer(
                status, HostIn(body),
                !atEnd && !string.Equals(Header(text, head, "connection"), "close", StringComparison.OrdinalIgnoreCase))
            : null;
    }

    private static string? Header(string text, int end, string name)
    {
        var at = text.AsSpan(0, end).IndexOf($"\r\n{name}:", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }

        var value = text.AsSpan(at + name.Length + 3);
        return value[..value.IndexOf('\r')].Trim().ToString();
    }

    /// <summary>The node that gave an answer with this body; "" where it does not say.</summary>
    public static string HostIn(string body)
    {
        var at = body.IndexOf("\"host\":\"", StringComparison.Ordinal);
        var end = at < 0 ? -1 : body.IndexOf('"', at + 8);
        return end < 0 ? "" : body[(at + 8)..end];
    }
}
