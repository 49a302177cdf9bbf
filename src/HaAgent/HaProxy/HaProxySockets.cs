using System.Net.Sockets;
using System.Text;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent.HaProxy;

/// <summary>Speaks with HAProxy over its two UNIX sockets: the worker's (runtime API) and the master's. Their one home.</summary>
public sealed class HaProxySockets(HaProxyOptions options, TimeProvider time)
{
    /// <summary>HAProxy answers within milliseconds; a reload on 3.x blocks until the new worker serves.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>Sends a line, or several of which the last is <c>quit</c>, to the worker that serves now and gives its answer.</summary>
    /// <exception cref="SocketException">Nothing listens there, or nothing has answered within 10 s.</exception>
    public Task<string> AskWorkerAsync(string line, CancellationToken cancellationToken) =>
        AskAsync(options.StatsSocket, line, halfClose: false, cancellationToken);

    /// <summary>Sends one line to the master. 2.6 drops the connection while it reloads: then the answer is empty.</summary>
    /// <exception cref="SocketException">Nothing listens there, or nothing has answered within 10 s.</exception>
    public Task<string> AskMasterAsync(string line, CancellationToken cancellationToken) =>
        AskAsync(options.MasterSocket, line, halfClose: true, cancellationToken);

    /// <summary>Opens a connection to the master on which nothing is said.</summary>
    /// <exception cref="SocketException">Nothing listens there.</exception>
    public async Task<MasterConnection?> HoldMasterAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(options.MasterSocket), cancellationToken);
            return new MasterConnection(socket);
        }
        catch (Exception)
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<string> AskAsync(string path, string line, bool halfClose, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Longest, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await TalkAsync(path, line, halfClose, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Who asks treats it as one where nobody listens.
            throw new SocketException((int)SocketError.TimedOut);
        }
    }

    private static async Task<string> TalkAsync(string path, string line, bool halfClose, CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
        // Written and read at the same time: HAProxy takes no more commands while its replies wait (2.6: from some 1,400 on).
        var sending = SendAsync(socket, Encoding.ASCII.GetBytes(line + "\n"), halfClose, cancellationToken);
        var answer = new MemoryStream();
        var buffer = new byte[16_384];
        try
        {
            for (int length; (length = await socket.ReceiveAsync(buffer, cancellationToken)) > 0;)
            {
                answer.Write(buffer, 0, length);
            }
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionReset)
        {
            // 2.6, while it reloads; the caller looks at what came and asks again
        }

        await sending;
        return Encoding.ASCII.GetString(answer.GetBuffer(), 0, (int)answer.Length);
    }

    private static async Task SendAsync(Socket socket, byte[] lines, bool halfClose, CancellationToken cancellationToken)
    {
        try
        {
            for (var sent = 0; sent < lines.Length; sent += await socket.SendAsync(lines.AsMemory(sent), cancellationToken))
            {
            }

            // The master's socket stays open until it is half closed; on the worker's that can cost replies to a long batch (3.0).
            if (halfClose)
            {
                socket.Shutdown(SocketShutdown.Send);
            }
        }
        catch (SocketException error) when (
            error.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown or SocketError.ConnectionAborted)
        {
            // it went away: the answer that came before says how far it got
        }
    }
}
