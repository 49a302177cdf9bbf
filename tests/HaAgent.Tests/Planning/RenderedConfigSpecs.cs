using Actors.HaAgent.Planning;

namespace Actors.HaAgent.Tests.Planning;

public sealed class RenderedConfigSpecs
{
    [Fact]
    public void The_embedded_template_is_understood_but_for_nothing()
    {
        var config = Sample.Applied(
            Sample.Server("web-1"), Sample.Server("web-2", "fd00::7", 3001, weight: 0),
            Sample.Server("api-1", "10.0.0.9", 5000, "api")).Config;

        Assert.Equal(
            [
                new("api", "api-1", "10.0.0.9", 5000, 100, Sample.ServerOptions),
                new("web", "web-1", "10.0.0.1", 3000, 100, Sample.ServerOptions),
                new("web", "web-2", "fd00::7", 3001, 0, Sample.ServerOptions),
            ],
            config.Servers.Values);
        Assert.DoesNotContain(Lines(config.Rest), line => line.StartsWith("server ", StringComparison.Ordinal));
        Assert.Equal(Sample.Applied(Sample.Server("api-2", service: "api")).Config.Rest, config.Rest);
    }

    [Fact]
    public void Sticky_and_warmup_are_options_of_a_server()
    {
        var line = Assert.Single(
            Sample.Applied(Sample.Options(("StickyCookie", "S"), ("Warmup", "30")), Sample.Server("web-1")).Config.Servers.Values);

        Assert.EndsWith(" on-error mark-down slowstart 30000ms cookie web-1", line.Options, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("server s 10.0.0.1:80", "b/s 10.0.0.1:80 1")]
    [InlineData("server\ts\t10.0.0.1:80\tcheck  weight\t 7  cookie s ", "b/s 10.0.0.1:80 7 check cookie s")]
    [InlineData("   server s 10.0.0.1:80 check # weight 3", "b/s 10.0.0.1:80 1 check")]
    [InlineData("server s [::1]:80 check", "b/s [::1]:80 1 check")]
    [InlineData("server s [FD00:0::7]:80", "b/s [fd00::7]:80 1")]
    [InlineData("server s 10.0.0.1:80 weight 3 weight 4", "b/s 10.0.0.1:80 4")]
    [InlineData("server s 10.0.0.1:80 disabled weight 0", "b/s 10.0.0.1:80 0 disabled")]
    public void A_plain_line_is_understood(string line, string server)
    {
        var config = RenderedConfig.Parse($"backend b\n{line}\n");

        var read = Assert.Single(config.Servers.Values);
        Assert.Equal(server, $"{read.Id} {read.EndPoint} {read.Weight} {read.Options}".TrimEnd());
        Assert.Equal("backend b\n\n", config.Rest);
    }

    [Theory]
    [InlineData("server s node-1:80")]
    [InlineData("server s 10.0.0.1")]
    [InlineData("server s 10.0.0.1:0")]
    [InlineData("server s :80")]
    [InlineData("server s ::1:80")]
    [InlineData("server s ipv4@10.0.0.1:80")]
    [InlineData("server s unix@/run/x.sock")]
    [InlineData("server s 10.0.0.1:+1")]
    [InlineData("server s 10.0.0.1:70000")]
    [InlineData("server s")]
    [InlineData("server \"s\" 10.0.0.1:80")]
    [InlineData("server 's' 10.0.0.1:80")]
    [InlineData("server s 10.0.0.1:\"$PORT\"")]
    [InlineData("server s 10.0.0.1:80 cookie a\\ b")]
    [InlineData("server s 10.0.0.1:80 weight")]
    [InlineData("server s 10.0.0.1:80 weight 50%")]
    [InlineData("server s 10.0.0.1:80 weight -1")]
    [InlineData("server-template s 2 10.0.0.1:80")]
    [InlineData("# server s 10.0.0.1:80")]
    [InlineData("no server s 10.0.0.1:80")]
    public void Any_other_line_stays_in_the_rest(string line)
    {
        var config = RenderedConfig.Parse($"backend b\n{line}\n");

        Assert.Empty(config.Servers);
        Assert.Equal($"backend b\n{line}\n\n", config.Rest);
    }

    [Fact]
    public void Of_a_name_that_is_there_twice_the_second_stays_in_the_rest_and_in_another_backend_it_is_another()
    {
        var config = RenderedConfig.Parse("backend a\nserver s 10.0.0.1:80\nserver s 10.0.0.2:80\nbackend b\nserver s 10.0.0.3:80\n");

        Assert.Equal(["a/s 10.0.0.1:80", "b/s 10.0.0.3:80"], config.Servers.Values.Select(server => $"{server.Id} {server.EndPoint}"));
        Assert.Equal(["backend a", "server s 10.0.0.2:80", "backend b"], Lines(config.Rest));
    }

    [Theory]
    [InlineData("peers p\nserver s 10.0.0.1:80\n")]
    [InlineData("resolvers r\nserver s 10.0.0.1:80\n")]
    [InlineData("ring r\nserver s 10.0.0.1:80\n")]
    [InlineData("frontend f\nserver s 10.0.0.1:80\n")]
    [InlineData("backend b\npeers p\nserver s 10.0.0.1:80\n")]
    [InlineData("server s 10.0.0.1:80\n")]
    public void Only_backends_and_listeners_have_servers_of_ours(string text) => Assert.Empty(RenderedConfig.Parse(text).Servers);

    [Fact]
    public void A_listener_has_servers_too() =>
        Assert.Equal("l/s", Assert.Single(RenderedConfig.Parse("listen l\nbind :80\nserver s 10.0.0.1:80\n").Servers.Values).Id);

    [Theory]
    [InlineData("defaults\ndefault-server check weight 5\nbackend b", 5, "check inter 2s")]
    [InlineData("defaults d\ndefault-server check\nbackend b", 1, "check inter 2s")]
    [InlineData("defaults\ndefault-server check\ndefaults\nbackend b", 1, "inter 2s")]
    [InlineData("defaults\ndefault-server rise 3\ndefaults d\ndefault-server check\nbackend b", 1, "check inter 2s")]
    [InlineData("defaults\ndefault-server check\ndefaults d\ndefault-server fall 9\nbackend b from d", 1, "fall 9 inter 2s")]
    [InlineData("defaults d\ndefault-server check\ndefaults e from d\ndefault-server fall 9\nbackend b", 1, "check fall 9 inter 2s")]
    [InlineData("defaults d\ndefault-server check\ndefaults e\ndefault-server fall 9\nbackend b from d", 1, "check inter 2s")]
    [InlineData(
        "defaults\ndefault-server check\nfrontend f\nbackend b\ndefault-server fall 9\ndefault-server rise 3", 1,
        "check fall 9 rise 3 inter 2s")]
    [InlineData("defaults\ndefault-server check\nbackend a\ndefault-server fall 9\nbackend b", 1, "check inter 2s")]
    [InlineData("defaults\ndefault-server check # weight 5\nlisten b", 1, "check inter 2s")]
    [InlineData("global\ndefault-server check\nbackend b", 1, "inter 2s")]
    public void What_a_server_inherits_is_spelt_out(string above, int weight, string options)
    {
        var server = Assert.Single(RenderedConfig.Parse($"{above}\nserver s 10.0.0.1:80 inter 2s\n").Servers.Values);

        Assert.Equal((weight, options), (server.Weight, server.Options));
    }

    [Fact]
    public void Its_own_weight_is_above_an_inherited_one() =>
        Assert.Equal(
            9,
            Assert.Single(
                RenderedConfig.Parse(
                    "defaults\ndefault-server weight 5\nbackend b\nserver s 10.0.0.1:80 weight 9\n").Servers.Values).Weight);

    [Fact]
    public void A_default_that_changes_is_a_difference_of_the_rest() =>
        Assert.NotEqual(
            RenderedConfig.Parse("backend b\ndefault-server check\nserver s 10.0.0.1:80\n").Rest,
            RenderedConfig.Parse("backend b\ndefault-server check inter 3s\nserver s 10.0.0.1:80\n").Rest);

    [Fact]
    public void Lines_that_end_as_on_Windows_are_lines()
    {
        var config = RenderedConfig.Parse("defaults\r\ndefault-server check\r\nbackend b\r\nserver s 10.0.0.1:80\r\n");

        Assert.Equal(new ServerLine("b", "s", "10.0.0.1", 80, 1, "check"), Assert.Single(config.Servers.Values));
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
