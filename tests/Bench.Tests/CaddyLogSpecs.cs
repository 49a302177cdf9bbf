using Actors.Bench.Peers;

namespace Actors.Bench.Tests;

public class CaddyLogSpecs
{
    [Fact]
    public void An_upstream_is_down_after_so_many_failed_checks() =>
        Assert.Equal(["a:1"], CaddyLog.Unhealthy([Failed("a:1"), Failed("b:1"), Failed("a:1")], 2));

    [Fact]
    public void One_that_is_up_again_begins_anew() =>
        Assert.Empty(CaddyLog.Unhealthy([Failed("a:1"), Failed("a:1"), Line("a:1", "host is up"), Failed("a:1")], 2));

    [Fact]
    public void Lines_of_anything_else_and_half_a_line_say_nothing() => Assert.Empty(CaddyLog.Unhealthy(
        ["""{"logger":"admin.api","msg":"received request","host":"a:1"}""", Failed("a:1")[..^5], "", Line("a:1", "host is up")], 1));

    private static string Failed(string host) => Line(host, "HTTP request failed");

    private static string Line(string host, string message) =>
        $$"""{"level":"info","logger":"http.handlers.reverse_proxy.health_checker.active","msg":"{{message}}","host":"{{host}}"}""";
}
