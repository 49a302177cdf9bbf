using System.Net;
using System.Net.Sockets;
using System.Text;
using Actors.HaAgent.Membership;

namespace Actors.HaAgent.Tests.Membership;

public sealed class NodeProbeSpecs : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TcpListener _node = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopped = new();

    public void Dispose()
    {
        _stopped.Cancel();
        _stopped.Dispose();
        _node.Dispose();
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n")]
    [InlineData("HTTP/1.0 302 Found\r\n\r\n")]
    [InlineData("HTTP/1.1 404 Not Found\r\n\r\n")]
    public async Task An_answer_that_HAProxys_check_would_take_is_healthy(string answer)
    {
        var asked = ServeAsync(answer);

        await NodeProbe.UntilAnsweredAsync(
            (IPEndPoint)_node.LocalEndpoint, ServiceProtocol.Http, HttpCheck.Default, _ => { }, TimeProvider.System,
            CancellationToken.None).WaitAsync(Patience);

        Assert.StartsWith("HEAD / HTTP/1.1\r\nHost: localhost\r\n", Assert.Single(await asked), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 503 Service Unavailable\r\n\r\n")]
    [InlineData("HTTP/2")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("")]
    public async Task Any_other_is_not_and_it_is_asked_again(string answer)
    {
        var asked = ServeAsync(answer, answer, "HTTP/1.1 200 OK\r\n\r\n");

        await NodeProbe.UntilAnsweredAsync(
            (IPEndPoint)_node.LocalEndpoint, ServiceProtocol.Http, HttpCheck.Default, _ => { }, TimeProvider.System,
            CancellationToken.None).WaitAsync(Patience);

        Assert.Equal(3, (await asked).Count);
    }

    [Fact]
    public async Task Of_a_TCP_service_a_connection_is_healthy()
    {
        _node.Start();

        await NodeProbe.UntilAnsweredAsync(
            (IPEndPoint)_node.LocalEndpoint, ServiceProtocol.Tcp, HttpCheck.Default, _ => { }, TimeProvider.System,
            CancellationToken.None).WaitAsync(Patience);

        using var connection = await _node.AcceptSocketAsync(_stopped.Token);
        Assert.True(connection.Connected);
    }

    [Fact]
    public async Task It_asks_a_port_that_nobody_listens_on_until_it_is_told_to_stop()
    {
        _node.Start();
        var nobody = (IPEndPoint)_node.LocalEndpoint;
        _node.Stop();
        var probe = NodeProbe.UntilAnsweredAsync(
            nobody, ServiceProtocol.Http, HttpCheck.Default, _ => { }, TimeProvider.System, _stopped.Token);
        Assert.False(probe.IsCompleted);

        await _stopped.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe.WaitAsync(Patience));
    }

    // Answers one connection after the other; gives what they asked.
    private Task<List<string>> ServeAsync(params string[] answers)
    {
        _node.Start();
        return Task.Run(async () =>
        {
            var asked = new List<string>();
            var buffer = new byte[1024];
            foreach (var answer in answers)
            {
                using var socket = await _node.AcceptSocketAsync(_stopped.Token);
                asked.Add(Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer, _stopped.Token)));
                await socket.SendAsync(Encoding.ASCII.GetBytes(answer), _stopped.Token);
            }

            return asked;
        });
    }
}
