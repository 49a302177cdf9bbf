using Akka.Util;

namespace Actors.Clustering.Tests;

public sealed class HttpCheckSpecs
{
    private static readonly NodeDescription Node = new("web-1", "shop", 3000, 100, "1.2.3-rc.1+b5");

    [Theory]
    [InlineData("")]
    [InlineData("method=GET;path=/healthz;status=200")]
    [InlineData("method=GET;path=/a.b/c%20d?x=1&y=a+b,c@d!*~_-;host=shop.example.com:8080;status=200-299,401,503;timeout=10000")]
    [InlineData("method=OPTIONS;host=[fd00::1]:80")]
    [InlineData("host=10.0.0.1;timeout=100")]
    public void It_travels_with_the_description_whatever_else_that_has(string written)
    {
        var check = HttpCheck.TryParse(written)!;
        Assert.Equal(written, check.Written);
        foreach (
            var described in new[] { Node, Node with { Routes = "/a,shop.example.com/" }, Node with { MaxConnections = 4 },
                Node with { Routes = "/a", MaxConnections = 4 } })
        {
            var node = described with { Check = check };

            var sent = AppVersion.Create(node.ToAppVersion()).ToString();

            Assert.Equal(node, NodeDescription.TryRead(sent, out var faults));
            Assert.Empty(faults);
        }
    }

    [Fact]
    public void One_that_is_the_default_makes_no_difference_so_that_agents_of_the_release_before_read_it() =>
        Assert.Equal(
            "1.0.0+web-1;shop;80;100",
            new NodeDescription("web-1", "shop", 80, 100, "1.0.0") { Check = HttpCheck.Default with { } }.ToAppVersion());

    [Theory]
    [InlineData("zone=a")]
    [InlineData("zone=a;path=/healthz")]
    public void A_key_of_a_later_release_is_skipped(string more) =>
        Assert.Equal(
            more.Contains("path", StringComparison.Ordinal) ? "/healthz" : "/",
            NodeDescription.TryRead($"1.0.0+a;web;80;100;{more}", out _)!.Check.Path);

    [Theory]
    [InlineData("method=POST")]
    [InlineData("method=get")]
    [InlineData("path=healthz")]
    [InlineData("path=/a b")]
    [InlineData("path=/a\"b")]
    [InlineData("path=/a#b")]
    [InlineData("path=/${HOME}")]
    [InlineData("host=a b")]
    [InlineData("host=")]
    [InlineData("host=a\r\nX-Y: z")]
    [InlineData("status=abc")]
    [InlineData("status=600")]
    [InlineData("status=300-200")]
    [InlineData("status=200,")]
    [InlineData("timeout=0")]
    [InlineData("timeout=60001")]
    [InlineData("timeout=-5")]
    public void What_HAProxy_could_not_use_as_it_stands_is_refused(string written)
    {
        Assert.Null(HttpCheck.TryParse(written));
        Assert.Null(NodeDescription.TryRead($"1.0.0+a;web;80;100;{written}", out var faults));
        Assert.Contains(faults, fault => fault.StartsWith("the check must be", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("200-499,501", 200, true)]
    [InlineData("200-499,501", 499, true)]
    [InlineData("200-499,501", 500, false)]
    [InlineData("200-499,501", 501, true)]
    [InlineData("200", 204, false)]
    public void A_status_is_taken_or_not(string status, int code, bool isTaken) =>
        Assert.Equal(isTaken, (HttpCheck.Default with { Status = status }).Takes(code));
}
