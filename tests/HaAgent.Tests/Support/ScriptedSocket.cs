using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace Actors.HaAgent.Tests.Support;

/// <summary>A UNIX socket of HAProxy that gives each question the answer that a test wants.</summary>
internal sealed class ScriptedSocket : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private ConcurrentBag<Socket> _clients = [];
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _path;
    private int _questions;

    public ScriptedSocket(string path)
    {
        _path = path;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen();
        _ = AcceptAsync();
    }

    /// <summary>The answer; null to keep silent.</summary>
    public string? Answer { get; set; }

    /// <summary>The answer to each question; null for <see cref="Answer"/> to all.</summary>
    public Func<string, string?>? Answering { get; set; }

    /// <summary>How often it was asked.</summary>
    public int Questions => Volatile.Read(ref _questions);

    /// <summary>Closes every connection, as a master does that reloads.</summary>
    public void Drop()
    {
        // Who connects again at once is not meant.
        foreach (var client in Interlocked.Exchange(ref _clients, []).ToArray())
        {
            client.Dispose();
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        _over.TrySetResult();
        Drop();
        File.Delete(_path);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptAsync());
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // the test is over
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var _ = client;
        _clients.Add(client);
        try
        {
            var question = new byte[4096];
            if (await client.ReceiveAsync(question) is not (> 0 and var length))
            {
                return;
            }

            Interlocked.Increment(ref _questions);
            if ((Answering is { } answering ? answering(Encoding.ASCII.GetString(question, 0, length)) : Answer) is { } answer)
            {
                await client.SendAsync(Encoding.ASCII.GetBytes(answer));
                return;
            }

            // The half of a connection that the client has closed already is no end of it.
            await _over.Task;
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // the client has gone
        }
    }
}
