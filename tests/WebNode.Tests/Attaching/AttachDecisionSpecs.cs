using System.Net;
using Actors.WebNode.Attaching;

namespace Actors.WebNode.Tests.Attaching;

/// <summary>Which address the balancer gets, and when a node's network is gone, without either.</summary>
public sealed class AttachDecisionSpecs
{
    [Theory]
    [InlineData("", null, null)]
    [InlineData("127.0.0.1", null, "10.0.0.1")]
    [InlineData("::1 127.0.0.1", null, "10.0.0.1")]
    [InlineData("10.0.0.9 10.0.0.1", null, "10.0.0.1")]
    [InlineData("10.0.0.9", null, "10.0.0.9")]
    [InlineData("fd00::9 10.0.0.9", null, "10.0.0.9")]
    [InlineData("fd00::9", null, "fd00::9")]
    [InlineData("10.0.0.8 10.0.0.9", "10.0.0.9", "10.0.0.9")]
    [InlineData("10.0.0.8", "10.0.0.9", "10.0.0.8")]
    [InlineData("fe80::1", null, null)]
    [InlineData("169.254.3.4", null, null)]
    [InlineData("0.0.0.0", null, null)]
    [InlineData("ff02::1", null, null)]
    [InlineData("0.0.0.0 10.0.0.9", null, "10.0.0.9")]
    public void The_nodes_own_where_it_is_meant_else_the_one_before_else_the_first(string addresses, string? before, string? served) =>
        Assert.Equal(
            served,
            ServedAddress.Of(
                [.. addresses.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(IPAddress.Parse)], "10.0.0.1", before));

    [Theory]
    [InlineData("lo eth0", "eth0=10.0.0.1", false)]
    [InlineData("lo", "", true)]
    [InlineData("lo tunl0", "", true)]
    [InlineData("lo eth0", "", false)]
    [InlineData("lo eth0", "eth0=10.0.0.7", true)]
    [InlineData("lo eth0", "eth0=fe80::1", false)]
    [InlineData("lo eth0", "eth0=169.254.3.4", false)]
    [InlineData("lo eth1", "eth1=10.0.0.1", false)]
    [InlineData("lo eth1", "eth1=10.0.1.1", true)]
    [InlineData("lo eth0 eth1", "eth1=10.0.1.1", false)]
    public void A_network_is_gone_with_its_card_or_with_another_address_in_its_place(string names, string cards, bool isLost)
    {
        var ground = NetworkGround.Of(IPAddress.Parse("10.0.0.1"), Cards("lo=127.0.0.1 eth0=10.0.0.1 eth1=10.0.1.1"))!;

        Assert.Equal("eth0", ground.Card);
        Assert.Equal(isLost, ground.IsLost(names.Split(' '), Cards("lo=127.0.0.1 " + cards)));
    }

    [Theory]
    [InlineData("eth0=fe80::1", false)]
    [InlineData("eth0=fe80::1 eth0=fd00::7", true)]
    [InlineData("eth0=10.0.0.7", false)]
    public void An_IPv6_address_that_a_card_gave_itself_stands_in_the_place_of_none(string cards, bool isLost)
    {
        var ground = NetworkGround.Of(IPAddress.Parse("fd00::1"), Cards("eth0=fe80::1 eth0=fd00::1"))!;

        Assert.Equal(isLost, ground.IsLost(["lo", "eth0"], Cards(cards)));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("192.0.2.1")]
    public void A_node_on_loopback_or_behind_another_machines_address_stands_on_no_card(string node) =>
        Assert.Null(NetworkGround.Of(IPAddress.Parse(node), Cards("lo=127.0.0.1 eth0=10.0.0.1")));

    private static IReadOnlyList<(string Card, IPAddress Address)> Cards(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('='))
            .Select(one => (one[0], IPAddress.Parse(one[1])))];
}
