using System.Net.Sockets;
using System.Text;

namespace Actors.Harness;

/// <summary>HAProxy's socket, asked as an operator does by hand.</summary>
public static class StatsSocket
{
    /// <param name="path">The socket.</param>
    /// <param name="command">A command of HAProxy's runtime API.</param>
    /// <param name="name">Whose HAProxy it is, for the message.</param>
    /// <exception cref="IOException">Nobody answers.</exception>
    public static async Task<string> AskAsync(string path, string command, string name)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), limit.Token);
            await socket.SendAsync(Encoding.ASCII.GetBytes(command + "\n"), limit.Token);
            await using var stream = new NetworkStream(socket);
            using var reader = new StreamReader(stream);
            return await reader.ReadToEndAsync(limit.Token);
        }
        catch (SocketException error)
        {
            throw new IOException($"HAProxy of {name} does not answer: {error.Message}", error);
        }
    }
}
