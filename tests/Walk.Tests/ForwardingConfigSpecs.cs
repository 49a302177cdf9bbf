using Actors.Walk.Observing;

namespace Actors.Walk.Tests;

public class ForwardingConfigSpecs
{
    private const string Rendered = """
        global
            stats socket /run/actors/stats.sock mode 600 level admin
            server-state-file /run/actors/state

        defaults
            mode http
            load-server-state-from-file global
            default-server check inter 1s

        peers actors
            peer ha unix@/run/actors/peers.sock

        frontend in.http
            bind *:80
            monitor-uri /health/balancer
            acl is_leaving str(leaving) -f /run/actors/leaving.lst
            monitor fail if is_leaving
            http-after-response set-header Connection close if is_leaving
            option forwardfor
            http-request set-header X-Forwarded-Port %[dst_port]
            http-request set-var(txn.service) path,map_beg(/run/actors/routes.map)
            use_backend %[var(txn.service)] if { var(txn.service) -m found }
            default_backend web

        frontend in.stats
            bind *:1936
            stats enable

        backend web
            balance roundrobin
            option httpchk
            http-check send meth HEAD uri /
            server s1 10.0.0.1:3000 weight 100

        """;

    private readonly string[] _lines = [.. ForwardingConfig.Of(Rendered, "127.0.0.1:2000").Split('\n').Select(line => line.Trim())];

    [Theory]
    [InlineData("option forwardfor")]
    [InlineData("http-request set-header X-Forwarded-Port %[dst_port]")]
    [InlineData("bind 127.0.0.1:2000")]
    [InlineData("default-server check inter 1s")]
    [InlineData("frontend echo")]
    public void What_users_meet_is_kept_and_an_echo_stands_for_the_web_nodes(string line) => Assert.Contains(line, _lines);

    [Theory]
    [InlineData("stats ")]
    [InlineData("bind *")]
    [InlineData("server s1")]
    [InlineData("server-state-file")]
    [InlineData("load-server-state")]
    [InlineData("option httpchk")]
    [InlineData("http-check")]
    [InlineData("http-request set-var(txn.service)")]
    [InlineData("peer")]
    [InlineData("acl is_leaving")]
    [InlineData("monitor fail")]
    [InlineData("http-after-response")]
    public void What_belongs_to_the_HAProxy_that_runs_is_left_out(string start) =>
        Assert.DoesNotContain(_lines, line => line.StartsWith(start, StringComparison.Ordinal));

    // It may run where there is no such folder.
    [Fact]
    public void No_file_of_that_HAProxy_is_asked_for() =>
        Assert.DoesNotContain(_lines, line => line.Contains("/run/actors", StringComparison.Ordinal));

    [Fact]
    public void A_header_that_did_not_come_is_none()
    {
        const string Answer = "X-Forwarded-For: 127.0.0.1\nX-Forwarded-Port: \n";

        Assert.Equal("127.0.0.1", ForwardingConfig.Header(Answer, "X-Forwarded-For"));
        Assert.Null(ForwardingConfig.Header(Answer, "X-Forwarded-Port"));
    }
}
