using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Actors.Backend;
using Actors.Backend.Settings;
using Actors.WebNode.Attaching;
using Actors.WebNode.Programs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.WebNode.Tests.Attaching;

/// <summary>A program that runs already: real sockets, and a name service that answers as it is told.</summary>
public sealed class AttachedProgramSpecs : IAsyncDisposable
{
    private const string Node = "127.0.0.1";

    // For no machine (RFC 6666): whatever is sent there is dropped.
    private const string Elsewhere = "100::9";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly int _port = Ports.Free();
    private readonly TcpListener _program;
    private readonly Readiness _readiness = new();
    private readonly ConcurrentQueue<string> _renewed = [];
    private readonly ConcurrentQueue<string> _failed = [];
    private Func<IPAddress[]> _answer = () => [IPAddress.Loopback];
    private AttachedProgram? _attached;

    public AttachedProgramSpecs() => _program = new TcpListener(IPAddress.Loopback, _port);

    public async ValueTask DisposeAsync()
    {
        if (_attached is { } attached)
        {
            await attached.StopAsync(CancellationToken.None).WaitAsync(Patience);
            attached.Dispose();
        }

        _program.Dispose();
    }

    [Fact]
    public async Task Traffic_is_wanted_while_the_program_answers()
    {
        var attached = await StartAsync($"localhost:{_port}");
        Assert.Equal(Node, await attached.AddressAsync(CancellationToken.None).WaitAsync(Patience));
        await UntilAsync(false, $"{Node}:{_port} does not answer");

        _program.Start();
        await UntilAsync(true, "");

        _program.Stop();
        await UntilAsync(false, $"{Node}:{_port} does not answer");
        _program.Start();
        await UntilAsync(true, "");
        Assert.Empty(_renewed);
    }

    [Fact]
    public async Task What_the_node_does_at_its_end_leaves_the_program_alone()
    {
        _program.Start();
        var attached = await StartAsync($"localhost:{_port}");
        await UntilAsync(true, "");

        await attached.StopAsync(CancellationToken.None).WaitAsync(Patience);

        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _port);
        Assert.Empty(_failed);
    }

    [Fact]
    public async Task The_address_of_a_name_is_waited_for_and_the_reason_is_told()
    {
        _program.Start();
        _answer = () => throw new SocketException((int)SocketError.HostNotFound);
        var attached = await StartAsync($"site:{_port}");
        var address = attached.AddressAsync(CancellationToken.None);
        await UntilAsync(false, $"Web:Attach = site:{_port}: the name site leads to no address");
        Assert.False(address.IsCompleted);

        _answer = () => [IPAddress.Loopback];

        Assert.Equal(Node, await address.WaitAsync(Patience));
        await UntilAsync(true, "");
    }

    [Fact]
    public async Task A_name_that_leads_to_the_node_itself_is_refused_with_the_remedy()
    {
        _program.Start();
        var attached = await StartAsync($"site:{_port}", own: "Node:ManagementPort");

        await UntilAsync(false, $"Web:Attach = site:{_port}: the name site leads to this node itself (Node:ManagementPort); give the port");

        Assert.False(attached.AddressAsync(CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task Once_a_name_has_moved_the_node_joins_again_for_the_new_address()
    {
        _program.Start();
        _answer = () => [IPAddress.Parse(Elsewhere)];
        var attached = await StartAsync($"site:{_port}");
        Assert.Equal(Elsewhere, await attached.AddressAsync(CancellationToken.None).WaitAsync(Patience));
        await UntilAsync(false, "");

        _answer = () => [IPAddress.Loopback];

        await Eventually.TrueAsync(() => !_renewed.IsEmpty);
        Assert.Equal($"site has moved from {Elsewhere} to {Node}", Assert.Single(_renewed));
        Assert.Equal(Node, await attached.AddressAsync(CancellationToken.None));
        await UntilAsync(true, "");
    }

    [Fact]
    public async Task A_watch_that_fails_has_the_node_stop_and_tells_those_that_wait()
    {
        _answer = () => throw new InvalidOperationException("it cannot be asked");
        var attached = await StartAsync($"site:{_port}");

        await Assert.ThrowsAsync<InvalidOperationException>(() => attached.AddressAsync(CancellationToken.None).WaitAsync(Patience));
        await Eventually.TrueAsync(() => !_failed.IsEmpty);
    }

    private async Task<AttachedProgram> StartAsync(string target, string own = "")
    {
        var options = new AttachOptions(AttachTarget.TryParse(target, out _)!, TimeSpan.FromMilliseconds(20));
        var place = new AttachedPlace(options.Target, Node, own, new NoWait(), (_, _) => Task.Run(_answer));
        _attached = new AttachedProgram(
            options,
            new ServedService("site", _port, 100, "1.0.0", ServiceProtocol.Tcp, ListenPort: 0, Routes: ""),
            place,
            new ProgramReadiness(_readiness),
            () =>
            {
                _renewed.Enqueue(_readiness.State.Reason);
                return Task.CompletedTask;
            },
            () => _failed.Enqueue("failed"),
            NullLogger<AttachedProgram>.Instance,
            TimeProvider.System);
        await _attached.StartAsync(CancellationToken.None);
        return _attached;
    }

    private Task UntilAsync(bool ready, string reason) => Eventually.TrueAsync(() =>
        _readiness.State is var now && now.Ready == ready && now.Reason.Contains(reason, StringComparison.Ordinal));

    /// <summary>The looks at the name come soon after each other; the limit of one is as it is.</summary>
    private sealed class NoWait : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime == TimeSpan.FromSeconds(2) ? TimeSpan.FromMilliseconds(20) : dueTime, period);
    }
}
