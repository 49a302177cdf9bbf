using System.Net;
using System.Net.Sockets;
using Actors.Clustering.Resources;

namespace Actors.Clustering.Tests.Resources;

/// <summary>
/// What a program uses alone, with real sockets and files; two programs on one folder are tried with real programs (EndToEnd).
/// </summary>
public sealed class ClaimSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("claims-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("127.0.0.1", "0.0.0.0")]
    [InlineData("0.0.0.0", "127.0.0.1")]
    public void A_port_that_is_listened_on_is_taken_and_its_holder_named(string held, string wanted)
    {
        using var holder = Listen(held);

        var fault = new PortClaim("Node:Port", new IPEndPoint(IPAddress.Parse(wanted), PortOf(holder))).Try();

        Assert.Equal(StartFault.Taken, fault!.ExitCode);
        Assert.StartsWith(
            $"Node:Port = '{PortOf(holder)}': {wanted}:{PortOf(holder)} is taken by ", fault.Message, StringComparison.Ordinal);
        Assert.Contains($"(process {Environment.ProcessId})", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("set ACTORS_NODE__PORT or --Node:Port=...", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// .NET makes of ReuseAddress what the kernel calls SO_REUSEPORT: with it a second one listens as well, without a word.
    /// </summary>
    [Fact]
    public void Also_where_its_holder_would_share_it()
    {
        using var holder = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        holder.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        holder.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        holder.Listen();

        Assert.NotNull(new PortClaim("Node:Port", (IPEndPoint)holder.LocalEndPoint!).Try());
    }

    [Fact]
    public void On_another_address_the_same_port_is_free()
    {
        using var holder = Listen("127.0.0.1");

        Assert.Null(new PortClaim("Node:Port", new IPEndPoint(IPAddress.Parse("127.0.0.2"), PortOf(holder))).Try());
    }

    [Fact]
    public void A_port_whose_last_connection_waits_for_late_packets_is_free()
    {
        IPEndPoint address;
        using (var listener = Listen("127.0.0.1"))
        using (var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            address = (IPEndPoint)listener.LocalEndPoint!;
            client.Connect(address);
            using var served = listener.Accept();
            // The one that closes first is the one that waits.
            served.Shutdown(SocketShutdown.Both);
            served.Close();
            Assert.Equal(0, client.Receive(new byte[1]));
        }

        Assert.Contains(
            File.ReadLines("/proc/net/tcp"), line => line.Contains($"0100007F:{address.Port:X4} 0100007F:", StringComparison.Ordinal));
        Assert.Null(new PortClaim("Node:Port", address).Try());
    }

    [Fact]
    public void An_address_that_the_machine_does_not_have_is_the_fault_of_its_setting()
    {
        var fault = new PortClaim("Node:Port", new IPEndPoint(IPAddress.Parse("192.0.2.99"), 4053)) { AddressSetting = "Node:BindHost" }
            .Try();

        Assert.Equal(StartFault.BadSetting, fault!.ExitCode);
        Assert.StartsWith("Node:BindHost = '192.0.2.99:4053': this machine has no such address", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_one_claim_holds_and_one_port_that_is_taken_are_all_told_at_once()
    {
        using var first = Listen("127.0.0.1");
        using var second = Listen("127.0.0.1");
        using var claims = new StartClaims(TimeProvider.System);
        claims.Add(new FolderClaim("Node:StatePath", Path.Combine(_folder, "state")));
        claims.Add(new PortClaim("Node:Port", (IPEndPoint)first.LocalEndPoint!));
        claims.Add(new PortClaim("Web:Port", (IPEndPoint)second.LocalEndPoint!));

        var error = await Assert.ThrowsAsync<StartFaultException>(() => claims.TakeAsync(CancellationToken.None));

        Assert.Equal(2, error.Faults.Count);
        Assert.Equal(StartFault.Taken, error.ExitCode);
    }

    [Fact]
    public void A_folder_that_is_taken_says_by_which_process()
    {
        var (held, fault) = new FolderClaim("Node:StatePath", _folder).Take();
        using (held)
        {
            Assert.Null(fault);
            Assert.Contains(
                $"(process {Environment.ProcessId})", new FolderClaim("Node:StatePath", _folder).Take().Fault!.Message,
                StringComparison.Ordinal);
        }
    }

    private static int PortOf(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port;

    private static Socket Listen(string address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
        socket.Listen();
        return socket;
    }

    [Fact]
    public async Task Of_many_that_start_at_once_on_a_new_folder_one_has_it()
    {
        const int Many = 16;
        for (var round = 0; round < 20; round++)
        {
            var folder = Path.Combine(_folder, "new", round.ToString(System.Globalization.CultureInfo.InvariantCulture));
            using var together = new Barrier(Many);

            var taken = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    together.SignalAndWait();
                    return new FolderClaim("Node:StatePath", folder).Take();
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)));

            Assert.Equal((1, Many - 1), (taken.Count(one => one.Lock is not null), taken.Count(one => one.Fault is not null)));
            Assert.Single(Directory.GetFiles(folder));
            Array.ForEach(taken, one => one.Lock?.Dispose());
        }
    }
}
