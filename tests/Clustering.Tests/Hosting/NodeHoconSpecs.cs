using Actors.Clustering.Hosting;
using Actors.Clustering.Seeds;
using Actors.Clustering.Settings;
using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace Actors.Clustering.Tests.Hosting;

public sealed class NodeHoconSpecs
{
    private static readonly NodeOptions Options = new("web-1", NodeRoles.Web, "10.0.0.5", "0.0.0.0", 4053, [], "", 8558);
    private static readonly SeedPlan Plan = new([], TimeSpan.FromSeconds(5));

    [Fact]
    public void Options_are_above_the_role_and_the_role_above_what_is_shared()
    {
        var config = NodeHocon.Build(
            Options, Plan, NodeIdentity.For(new NodeDescription("web-1", "web", 3000, 100, "2.0")),
            "akka.cluster.gossip-interval = 1s\nakka.remote.dot-netty.tcp.port = 1");

        Assert.Equal("10.0.0.5", config.GetString("akka.remote.dot-netty.tcp.public-hostname"));
        Assert.Equal(4053, config.GetInt("akka.remote.dot-netty.tcp.port"));
        Assert.Equal(TimeSpan.FromSeconds(1), config.GetTimeSpan("akka.cluster.gossip-interval"));
        Assert.Equal(TimeSpan.FromMilliseconds(500), config.GetTimeSpan("akka.remote.retry-gate-closed-for"));
        Assert.Equal(TimeSpan.FromSeconds(5), config.GetTimeSpan("akka.cluster.seed-node-timeout"));
        Assert.Equal(["web"], config.GetStringList("akka.cluster.roles"));
        Assert.Equal("2.0+web-1;web;3000;100", config.GetString("akka.cluster.app-version"));
    }

    [Fact]
    public void Whatever_an_option_fills_in_stands_in_the_file_with_its_reason()
    {
        var shared = ConfigurationFactory.ParseString(EmbeddedText.Read(typeof(NodeHocon).Assembly, "cluster.hocon"));
        var filled = ConfigurationFactory.ParseString(NodeHocon.Values(Options, Plan, NodeIdentity.For("seed", "s")));

        var paths = PathsOf(filled.Root, "").ToList();

        Assert.Contains("akka.cluster.roles", paths);
        Assert.All(paths, path => Assert.True(shared.HasPath(path), $"cluster.hocon has no {path}"));
    }

    [Fact]
    public void Text_from_options_cannot_break_out_of_its_quotes()
    {
        var config = NodeHocon.Build(Options with { Host = "a\"\nakka.cluster.roles = [evil]" }, Plan, NodeIdentity.For("seed", "s"), "");

        Assert.Equal(["seed"], config.GetStringList("akka.cluster.roles"));
        Assert.Equal("a\"\nakka.cluster.roles = [evil]", config.GetString("akka.remote.dot-netty.tcp.public-hostname"));
    }

    private static IEnumerable<string> PathsOf(HoconValue value, string at) => value.IsObject()
        ? value.GetObject().Items.SelectMany(item => PathsOf(item.Value, at.Length == 0 ? item.Key : $"{at}.{item.Key}"))
        : [at];
}
