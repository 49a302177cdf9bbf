using Actors.HaAgent.Planning;

namespace Actors.HaAgent.Tests.Planning;

public sealed class BindLineSpecs
{
    [Theory]
    [InlineData("bind *:80", "0.0.0.0:80")]
    [InlineData("bind :80", "0.0.0.0:80")]
    [InlineData("bind 10.0.0.1:443 ssl crt x", "10.0.0.1:443")]
    [InlineData("bind [::]:80 v6only", "[::]:80")]
    [InlineData("bind [fd00::1]:80,10.0.0.1:80", "[fd00::1]:80 10.0.0.1:80")]
    [InlineData("bind ipv4@10.0.0.1:80", "10.0.0.1:80")]
    [InlineData("bind *:8000-8002", "0.0.0.0:8000 0.0.0.0:8001 0.0.0.0:8002")]
    [InlineData("stats socket 127.0.0.1:9999 level user", "127.0.0.1:9999")]
    [InlineData("stats socket /run/x.sock", "")]
    [InlineData("bind unix@/run/x.sock", "")]
    [InlineData("bind host.example:80", "")]
    [InlineData("bind *:\"$PORT\"", "")]
    [InlineData("bind :80 namespace blue", "")]
    [InlineData("bind :80 interface eth1", "")]
    [InlineData("# bind *:80", "")]
    public void A_line_says_where_HAProxy_listens(string line, string ends) =>
        Assert.Equal(ends, string.Join(' ', BindLine.In($"frontend f\n    {line}\n").Select(bind => bind.End)));

    [Fact]
    public void Each_belongs_to_its_section() => Assert.Equal(
        ["", "in.http", "in.tcp.cache"],
        BindLine.In("global\n stats socket 127.0.0.1:1\nfrontend in.http\n bind *:80\nfrontend in.tcp.cache\n bind *:6379\n")
            .Select(bind => bind.Section));
}
