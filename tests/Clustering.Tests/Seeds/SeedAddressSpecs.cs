using Actors.Clustering.Seeds;
using Akka.Actor;

namespace Actors.Clustering.Tests.Seeds;

public sealed class SeedAddressSpecs
{
    private static readonly Address Own = new("akka.tcp", "actors", "10.0.0.1", 4053);

    [Theory]
    [InlineData("seed-1:4053", "seed-1", 4053)]
    [InlineData("10.0.0.1:1", "10.0.0.1", 1)]
    [InlineData("[fd00::1]:65535", "fd00::1", 65535)]
    [InlineData("[::1]:26001", "::1", 26001)]
    public void An_address_is_host_and_port(string text, string host, int port)
    {
        var address = SeedAddress.TryParse(text);

        Assert.Equal(new SeedAddress(host, port), address);
        Assert.Equal(host, address!.Host);
        Assert.Equal(text, address.ToString());
    }

    [Theory]
    [InlineData("[FD00:0:0::0001]:4053", "[fd00::1]:4053")]
    [InlineData("[::ffff:10.0.0.1]:4053", "10.0.0.1:4053")]
    [InlineData("[2001:db8:0:0:0:0:0:7]:4053", "[2001:db8::7]:4053")]
    [InlineData("Seed-1:4053", "seed-1:4053")]
    public void One_address_has_one_spelling(string text, string written)
    {
        Assert.Equal(SeedAddress.TryParse(written), SeedAddress.TryParse(text));
        Assert.Equal(written, SeedAddress.TryParse(text)!.ToString());
    }

    [Theory]
    [InlineData("[::1]:26001", "akka.tcp://actors@[::1]:26001")]
    [InlineData("[fd00:0::b:10]:4053", "akka.tcp://actors@[fd00::b:10]:4053")]
    [InlineData("10.0.0.2:4053", "akka.tcp://actors@10.0.0.2:4053")]
    [InlineData("seed-1:4053", "akka.tcp://actors@seed-1:4053")]
    public void It_is_the_address_that_the_node_itself_has_in_Akka_and_back(string text, string akka)
    {
        var address = SeedAddress.TryParse(text)!.ToAddress(Own);

        Assert.Equal(akka, address.ToString());
        Assert.Equal(SeedAddress.TryParse(text), SeedAddress.From(Address.Parse(akka)));
    }

    [Theory]
    [InlineData("seed-1", "a seed is host:port, and the port is missing, such as seed-1:4053")]
    [InlineData("[::1]", "a seed is host:port, and the port is missing, such as [::1]:4053")]
    [InlineData(":4053", "must be a host name or an IP address")]
    [InlineData("seed-1:0", "with a port of 1 to 65535")]
    [InlineData("seed-1:65536", "with a port of 1 to 65535")]
    [InlineData("[::1]:x", "with a port of 1 to 65535")]
    [InlineData("seed 1:4053", "must be a host name or an IP address")]
    [InlineData("", "the port is missing")]
    [InlineData("::1:26001", "an IPv6 address stands in brackets, such as [::1]:26001")]
    [InlineData("::1:4053", "an IPv6 address stands in brackets, such as [::1]:4053")]
    [InlineData("fd00::b:10:4053", "an IPv6 address stands in brackets, such as [fd00::b:10]:4053")]
    [InlineData("fd00::1", "an IPv6 address stands in brackets, such as [fd00::1]:4053")]
    [InlineData("[seed-1]:4053", "only an IPv6 address stands in brackets")]
    [InlineData("[10.0.0.1]:4053", "only an IPv6 address stands in brackets")]
    [InlineData("[fe80::1]:4053", "is a link-local address")]
    [InlineData("[fd00::1%1]:4053", "has a zone")]
    [InlineData("[::]:4053", "is every address of a machine")]
    public void Anything_else_is_none_and_the_rule_says_why(string text, string rule)
    {
        Assert.Null(SeedAddress.TryParse(text, out var fault));
        Assert.Contains(rule, fault, StringComparison.Ordinal);
    }
}
