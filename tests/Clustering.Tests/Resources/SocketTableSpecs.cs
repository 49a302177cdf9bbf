using System.Net;
using Actors.Clustering.Resources;

namespace Actors.Clustering.Tests.Resources;

/// <summary>The kernel's tables of sockets, as a machine of little-endian order writes them.</summary>
public sealed class SocketTableSpecs
{
    private const string Head = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

    [Fact]
    public void Sockets_that_listen_are_read_with_user_and_inode() => Assert.Equal(
        [new HeldSocket(new IPEndPoint(IPAddress.Loopback, 4053), true, 1000, 4711), new HeldSocket(
            new IPEndPoint(IPAddress.Parse("10.0.0.1"), 80), false, 0, 4712)],
        SocketTable.Parse(Head
            + "   0: 0100007F:0FD5 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4711 1 0000000000000000 100 0 0 "
            + "10 0\n"
            + "   1: 0100000A:0050 0200000A:C350 01 00000000:00000000 00:00000000 00000000     0        0 4712 1 0000000000000000 20 4 30 "
            + "10 -1\n"));

    [Fact]
    public void IPv6_is_read_word_by_word() => Assert.Equal(
        IPEndPoint.Parse("[fd00::1]:443"),
        Assert.Single(
            SocketTable.Parse(
                Head + "   0: 000000FD000000000000000001000000:01BB 00000000000000000000000000000000:0000 0A 0:0 00:0 0     0        0 5 1 "
                    + "0 100 0 0 10 0\n")).Local);

    [Theory]
    [InlineData("   0: 0100007F:0FD5 0100007F:C350 06 00000000:00000000 03:00001234 00000000     0        0 0 3 0000000000000000\n")]
    [InlineData("   0: nonsense\n")]
    [InlineData("\n")]
    public void What_no_process_holds_is_left_out(string line) => Assert.Empty(SocketTable.Parse(Head + line));

    [Theory]
    [InlineData("10.0.0.1:80", "10.0.0.1:80", true)]
    [InlineData("0.0.0.0:80", "10.0.0.1:80", true)]
    [InlineData("[::]:80", "10.0.0.1:80", true)]
    [InlineData("[::ffff:10.0.0.1]:80", "10.0.0.1:80", true)]
    [InlineData("10.0.0.2:80", "10.0.0.1:80", false)]
    [InlineData("10.0.0.1:81", "10.0.0.1:80", false)]
    public void One_hinders_another_at_the_same_port_and_address(string held, string wanted, bool hinders) =>
        Assert.Equal(hinders, SocketTable.Hinders(IPEndPoint.Parse(held), IPEndPoint.Parse(wanted)));
}
