namespace Actors.Clustering.Tests;

public sealed class NodeDescriptionSpecs
{
    private static readonly NodeDescription Sample = new("web-1", "shop", 3000, 100, "1.2.3-rc.1+b5");

    [Fact]
    public void What_is_written_is_read_back()
    {
        Assert.Equal("1.2.3-rc:1+b5+web-1;shop;3000;100", Sample.ToAppVersion());

        var read = NodeDescription.TryRead(Sample.ToAppVersion(), out var faults);

        Assert.Equal(Sample, read);
        Assert.Empty(faults);
    }

    [Fact]
    public void Routes_and_a_port_of_its_own_are_read_back()
    {
        var routed = Sample with { Routes = "/admin,shop.example.com/" };
        var tcp = Sample with { Protocol = ServiceProtocol.Tcp, ListenPort = 6379 };

        Assert.Equal("1.2.3-rc:1+b5+web-1;shop;3000;100;http;/admin,shop:example:com/", routed.ToAppVersion());
        Assert.Equal("1.2.3-rc:1+b5+web-1;shop;3000;100;tcp;6379", tcp.ToAppVersion());
        Assert.Equal(routed, NodeDescription.TryRead(routed.ToAppVersion(), out _));
        Assert.Equal(tcp, NodeDescription.TryRead(tcp.ToAppVersion(), out _));
    }

    [Fact]
    public void A_bound_of_connections_is_read_back_with_and_without_a_claim()
    {
        var bounded = Sample with { MaxConnections = 4 };
        var routed = bounded with { Routes = "/a" };
        var tcp = bounded with { Protocol = ServiceProtocol.Tcp, ListenPort = 6379 };

        Assert.Equal("1.2.3-rc:1+b5+web-1;shop;3000;100;4", bounded.ToAppVersion());
        Assert.Equal("1.2.3-rc:1+b5+web-1;shop;3000;100;http;/a;4", routed.ToAppVersion());
        Assert.Equal(
            [bounded, routed, tcp],
            new[] { bounded, routed, tcp }.Select(description => NodeDescription.TryRead(description.ToAppVersion(), out _)!));
    }

    [Fact]
    public void A_zone_is_read_back_with_and_without_a_check_and_what_a_later_release_adds_is_skipped()
    {
        var zoned = Sample with { Zone = "rack-7" };
        var both = zoned with { MaxConnections = 4, Check = HttpCheck.Default with { Path = "/up" } };

        Assert.Equal("1.2.3-rc:1+b5+web-1;shop;3000;100;zone=rack-7", zoned.ToAppVersion());
        Assert.Equal("1.2.3-rc:1+b5+web-1;shop;3000;100;4;path=/up;zone=rack-7", both.ToAppVersion());
        Assert.Equal(
            [zoned, both], new[] { zoned, both }.Select(description => NodeDescription.TryRead(description.ToAppVersion(), out _)!));
        Assert.Equal(zoned, NodeDescription.TryRead("1.2.3-rc:1+b5+web-1;shop;3000;100;zone=rack-7;of=later", out _));
    }

    [Theory]
    [InlineData("10.0.0.9", "at=10:0:0:9")]
    [InlineData("fd00::9", "at=fd00%3A%3A9")]
    public void An_address_of_its_own_is_read_back(string address, string written)
    {
        var elsewhere = Sample with { ServesAt = address };

        Assert.Equal("1.2.3-rc:1+b5+web-1;shop;3000;100;" + written, elsewhere.ToAppVersion());
        Assert.Equal(elsewhere, NodeDescription.TryRead(elsewhere.ToAppVersion(), out _));
    }

    [Theory]
    [InlineData("at=")]
    [InlineData("at=cache")]
    [InlineData("at=10:1")]
    [InlineData("at=127:0:0:1")]
    [InlineData("at=%3A%3A1")]
    [InlineData("at=0:0:0:0")]
    [InlineData("at=%3A%3A")]
    [InlineData("at=169:254:169:254")]
    [InlineData("at=fe80%3A%3A1")]
    [InlineData("at=%3A%3A1%251")]
    [InlineData("at=fd00%3A%3A1%251")]
    [InlineData("at=ff02%3A%3A1")]
    [InlineData("at=%3A%3Affff%3A127:0:0:1")]
    [InlineData("at=fd00%3A0%3A%3A1")]
    public void An_address_that_others_cannot_reach_or_that_is_the_balancers_own_is_refused(string more) =>
        Refused($"1.0.0+a;web;80;100;{more}", "the address that it serves at must be an IP address that others reach");

    [Theory]
    [InlineData("zone=")]
    [InlineData("zone=a b")]
    [InlineData("zone=-a")]
    [InlineData("zone=a:b")]
    public void A_zone_outside_the_rule_is_refused(string more) =>
        Refused($"1.0.0+a;web;80;100;{more}", "the zone must be 1 to 63 letters, digits, '_' or '-', beginning with a letter or digit");

    [Theory]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("04")]
    [InlineData("http;/a;0")]
    [InlineData("tcp;6379;x")]
    public void A_bound_of_connections_outside_the_rule_is_refused(string more) =>
        Refused($"1.0.0+a;web;80;100;{more}", "the connections at once must be 1 to 65535");

    [Theory]
    [InlineData("1", "", 0)]
    [InlineData("1.0.0", "", 0)]
    [InlineData("1.2.3-rc.1+b5", "/a.b,shop.example.com/x-y/v1.2", 0)]
    [InlineData("2.0", "/", 0)]
    [InlineData("v7", "", 0)]
    [InlineData("1.2.3.4", "", 0)]
    [InlineData("2026.11.25-12.30.01", "/a.b", 0)]
    [InlineData("20261125123001", "", 0)]
    [InlineData("a.b.c.d", "", 0)]
    [InlineData("1.2rc1", "", 0)]
    [InlineData("1_0", "", 0)]
    [InlineData("9f3c2a1", "", 0)]
    [InlineData("1.0.0", "", 6379)]
    public void Akka_takes_it(string version, string routes, int listenPort)
    {
        var description = new NodeDescription("web-1", "shop", 3000, 100, version)
        {
            Routes = routes,
            ListenPort = listenPort,
            Protocol = listenPort > 0 ? ServiceProtocol.Tcp : ServiceProtocol.Http
        };

        var sent = Akka.Util.AppVersion.Create(description.ToAppVersion());

        Assert.Equal(0, sent.CompareTo(Akka.Util.AppVersion.Create(sent.ToString())));
        Assert.Equal(description, NodeDescription.TryRead(sent.ToString(), out _));
    }

    [Theory]
    [InlineData("http;/a.b", "routes")]
    [InlineData("http;", "routes")]
    [InlineData("http;b/,a/", "routes")]
    [InlineData("http;/a/::/b", "routes")]
    [InlineData("http;/a b", "routes")]
    [InlineData("http;EXAMPLE.com/", "routes")]
    [InlineData("http;/a/", "routes")]
    [InlineData("tcp;0", "listen port")]
    [InlineData("tcp;06379", "listen port")]
    [InlineData("tcp;99999", "listen port")]
    [InlineData("udp;53", "protocol")]
    public void Routes_protocols_and_ports_outside_the_rule_are_refused(string more, string word) =>
        Refused($"1.0.0+a;web;80;100;{more}", $"the {word} must be");

    [Theory]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("080")]
    [InlineData("-80")]
    [InlineData("8 0")]
    [InlineData("99999999999999999999")]
    [InlineData("")]
    [InlineData("٣")]
    public void A_port_that_is_no_plain_number_is_refused(string port) => Refused($"1.0.0+a;web;{port};100", "1 to 65535");

    [Theory]
    [InlineData("257")]
    [InlineData("-1")]
    [InlineData("1e2")]
    public void A_weight_outside_0_to_256_is_refused(string weight) => Refused($"1.0.0+a;web;80;{weight}", "0 to 256");

    [Theory]
    [InlineData("a b")]
    [InlineData("../../etc/passwd")]
    [InlineData("a\n")]
    [InlineData("-a")]
    [InlineData("ä")]
    [InlineData("")]
    [InlineData("${HOME}")]
    public void A_name_or_a_service_outside_the_rule_is_refused(string name)
    {
        Refused($"1.0.0+{name};web;80;100", "the name must be " + NodeNames.Rule);
        Refused($"1.0.0+a;{name};80;100", "the service must be " + NodeNames.Rule);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.0.0")]
    [InlineData("1.0.0+a;web;80")]
    [InlineData("1.0.0+a;web;80;100;http;/a;1;1")]
    [InlineData("1.0.0+seed-1")]
    public void Another_form_is_refused(string appVersion) => Refused(appVersion, "VERSION+NAME;SERVICE;PORT;WEIGHT");

    [Fact]
    public void A_name_has_at_most_63_characters()
    {
        Assert.True(NodeNames.IsValid(new string('a', 63)));
        Assert.False(NodeNames.IsValid(new string('a', 64)));
    }

    [Fact]
    public void Every_fault_is_told_at_once()
    {
        Assert.Null(NodeDescription.TryRead("no version!+a b;c d;x;y", out var faults));

        Assert.Equal(5, faults.Count);
    }

    [Theory]
    [InlineData("1.0.0+a", "a")]
    [InlineData("1.0.0+b+a;web;80;100", "a")]
    [InlineData("1.0.0", null)]
    [InlineData("1.0.0+a b", null)]
    [InlineData("", null)]
    public void The_name_of_a_member_follows_the_version(string appVersion, string? name) =>
        Assert.Equal(name, NodeDescription.NameIn(appVersion));

    private static void Refused(string appVersion, string rule)
    {
        Assert.Null(NodeDescription.TryRead(appVersion, out var faults));
        Assert.Contains(rule, Assert.Single(faults), StringComparison.Ordinal);
    }
}
