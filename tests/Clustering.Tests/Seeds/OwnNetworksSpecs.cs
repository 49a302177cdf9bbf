using System.Net;
using Actors.Clustering.Seeds;

namespace Actors.Clustering.Tests.Seeds;

public sealed class OwnNetworksSpecs
{
    private static readonly (IPAddress, int)[] Own = [
        (IPAddress.Parse("10.1.2.3"), 20), (IPAddress.Parse("192.168.7.9"), 32), (IPAddress.Parse("fd00:b::10"), 64)];

    [Theory]
    [InlineData("10.1.2.200", true)]
    [InlineData("10.1.15.1", true)]
    [InlineData("10.1.16.1", false)]
    [InlineData("172.18.0.5", false)]
    [InlineData("192.168.7.9", true)]
    [InlineData("192.168.7.8", false)]
    [InlineData("127.0.0.9", true)]
    [InlineData("::1", true)]
    [InlineData("fd00:b::ffff:1", true)]
    [InlineData("fd00:c::10", false)]
    public void An_address_is_in_the_network_of_a_card_or_loopback(string address, bool isOwn) =>
        Assert.Equal(isOwn, OwnNetworks.Have(Own, IPAddress.Parse(address)));

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("localhost", true)]
    [InlineData("203.0.113.7", false)]
    [InlineData("no-such-host.invalid", false)]
    public async Task The_machine_itself_says_so(string host, bool isOwn) =>
        Assert.Equal(isOwn, await OwnNetworks.HaveAsync(new SeedAddress(host, 4053), CancellationToken.None));
}
