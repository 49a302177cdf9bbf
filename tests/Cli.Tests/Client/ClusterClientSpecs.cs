using System.Net;
using System.Net.Sockets;
using Actors.Cli.Client;

namespace Actors.Cli.Tests.Client;

public sealed class ClusterClientSpecs : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public ClusterClientSpecs()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(0);
    }

    private IPEndPoint Address => (IPEndPoint)_listener.LocalEndPoint!;

    private ClusterClient Client => new(new AskedNode("web-1", new Uri($"http://{Address}/"), null));

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task A_stream_that_breaks_before_its_first_event_has_broken()
    {
        var asking = FirstEventAsync();
        using (var connection = await _listener.AcceptAsync())
        {
            await connection.ReceiveAsync(new byte[4096]);
            await connection.SendAsync(
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n:\n\n\r\n"u8.ToArray());
        }

        var failure = await Assert.ThrowsAsync<CommandFailed>(() => asking);

        Assert.Equal(ExitCode.Failed, failure.ExitCode);
        Assert.StartsWith("the connection to web-1 broke: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_answers_anything_with_a_page_is_no_node()
    {
        var asking = Client.PostAsync("cluster/leave", null, CancellationToken.None);
        using (var connection = await _listener.AcceptAsync())
        {
            await connection.ReceiveAsync(new byte[4096]);
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>"u8.ToArray());
        }

        var failure = await Assert.ThrowsAsync<CommandFailed>(() => asking);

        Assert.Equal(ExitCode.NothingRuns, failure.ExitCode);
        Assert.Contains("is not the management port of a node (200 for /cluster/leave)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_is_closed_before_the_headers_end_is_no_answer()
    {
        var asking = FirstEventAsync();
        using (var connection = await _listener.AcceptAsync())
        {
            await connection.ReceiveAsync(new byte[4096]);
            await connection.SendAsync("HTTP/1.1 200 OK\r\n"u8.ToArray());
        }

        var failure = await Assert.ThrowsAsync<CommandFailed>(() => asking);

        Assert.Equal(ExitCode.NothingRuns, failure.ExitCode);
        Assert.StartsWith($"web-1 does not answer at http://{Address}/: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_that_answers_nothing_is_given_up_after_two_seconds()
    {
        // The queue of a listener that accepts nothing is full: the kernel drops what comes next.
        using var first = new TcpClient();
        await first.ConnectAsync(Address);

        var failure = await Assert.ThrowsAsync<CommandFailed>(() => Client.GetAsync("cluster", CancellationToken.None));

        Assert.Equal(ExitCode.NothingRuns, failure.ExitCode);
        Assert.Equal($"web-1 does not answer at http://{Address}/: no connection within 2 s.", failure.Message);
    }

    private async Task<string?> FirstEventAsync()
    {
        await foreach (var data in Client.EventsAsync("cluster/tail", CancellationToken.None))
        {
            return data;
        }

        return null;
    }
}
