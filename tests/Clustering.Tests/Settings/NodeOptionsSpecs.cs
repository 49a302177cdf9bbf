using Actors.Clustering.Seeds;
using Actors.Clustering.Settings;
using Microsoft.Extensions.Configuration;

namespace Actors.Clustering.Tests.Settings;

public sealed class NodeOptionsSpecs
{
    [Fact]
    public void Defaults_come_from_the_machine()
    {
        var (options, faults) = Read(NodeRoles.Web, ("Seeds", "seed-1:4053, [fd00::1]:4054"));

        Assert.Empty(faults);
        Assert.Equal(
            ("box", "10.1.2.3", "10.1.2.3", 4053, "", 8558),
            (options.Name, options.Host, options.BindHost, options.Port, options.StatePath, options.ManagementPort));
        Assert.Equal<SeedSource>([new SeedAddress("seed-1", 4053), new SeedAddress("fd00::1", 4054)], options.Seeds);
    }

    [Fact]
    public void A_node_on_loopback_listens_on_loopback_only() =>
        Assert.Equal("127.0.0.1", Read(NodeRoles.Seed, ("Host", "127.0.0.1"), ("Seeds", "127.0.0.1:1")).Options.BindHost);

    [Theory]
    [InlineData("known", "10.7.7.7")]
    [InlineData("elsewhere", "10.1.2.3")]
    public void A_node_known_by_name_listens_on_the_address_of_that_name_or_its_own(string host, string bind) =>
        Assert.Equal(
            (host, bind),
            Read(NodeRoles.Seed, ("Host", host), ("Seeds", "a:1")) is var read ? (read.Options.Host, read.Options.BindHost) : default);

    [Fact]
    public void A_web_node_turns_its_host_name_into_an_address_and_a_seed_keeps_it()
    {
        Assert.Equal("10.7.7.7", Read(NodeRoles.Web, ("Host", "known"), ("Seeds", "a:1")).Options.Host);
        Assert.Equal("known", Read(NodeRoles.Seed, ("Host", "known"), ("Seeds", "a:1")).Options.Host);
    }

    [Theory]
    [InlineData("::1", "", "::1", "::1", true)]
    [InlineData("[::1]", "", "::1", "::1", true)]
    [InlineData("FD00:0:0::0010", "", "fd00::10", "fd00::10", true)]
    [InlineData("::ffff:10.0.0.1", "", "10.0.0.1", "10.0.0.1", false)]
    [InlineData("known6", "", "known6", "fd00::7", true)]
    [InlineData("Known", "", "known", "10.7.7.7", false)]
    [InlineData("fd00::1", "[FD00::2]", "fd00::1", "fd00::2", true)]
    [InlineData("fd00::1", "::", "fd00::1", "::", true)]
    [InlineData("known6", "::", "known6", "::", true)]
    [InlineData("known", "::", "known", "::", false)]
    [InlineData("10.0.0.1", "0.0.0.0", "10.0.0.1", "0.0.0.0", false)]
    public void A_host_has_one_spelling_and_its_family_is_the_nodes(string host, string bind, string told, string listens, bool usesIPv6)
    {
        var (options, faults) = Read(NodeRoles.Seed, ("Host", host), ("BindHost", bind), ("Seeds", "a:1"));

        Assert.Empty(faults);
        Assert.Equal((told, listens, usesIPv6), (options.Host, options.BindHost, options.UsesIPv6));
    }

    [Theory]
    [InlineData("Host", "[::1]:4053", "here no port follows")]
    [InlineData("Host", "[seed-1]", "only an IPv6 address stands in brackets")]
    [InlineData("Host", "fe80::1", "is a link-local address")]
    [InlineData("Host", "fd00::1%1", "has a zone")]
    [InlineData("Host", "::", "is every address of a machine, which is for Node:BindHost")]
    [InlineData("Host", "0.0.0.0", "is every address of a machine")]
    [InlineData("Host", "fd00::g", NodeHost.Rule)]
    [InlineData("BindHost", "[::1]:4053", "must be an IP address")]
    public void A_host_that_others_cannot_reach_is_a_fault_with_its_remedy(string setting, string value, string rule) =>
        Assert.StartsWith(
            $"Node:{setting} = '{value}': ",
            Assert.Single(
                Read(NodeRoles.Seed, (setting, value), ("Seeds", "a:1")).Faults, fault => fault.Contains(rule, StringComparison.Ordinal)),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("", "actors", true)]
    [InlineData("shop-2", "shop-2", true)]
    [InlineData("shop 2", "shop 2", false)]
    [InlineData("shop/2", "shop/2", false)]
    public void A_cluster_has_a_name(string given, string name, bool isRight)
    {
        var (options, faults) = Read(NodeRoles.Seed, ("Cluster", given), ("Seeds", "a:1"));

        Assert.Equal((name, isRight), (options.Cluster, faults.Count == 0));
        Assert.All(
            faults,
            fault => Assert.StartsWith($"Node:Cluster = '{given}': a cluster is named with 1 to 63", fault, StringComparison.Ordinal));
    }

    [Fact]
    public void A_web_node_that_is_known_by_a_name_of_IPv6_only_is_told_by_its_address() =>
        Assert.Equal(
            ("fd00::7", "fd00::7", true),
            Read(NodeRoles.Web, ("Host", "known6"), ("Seeds", "a:1")).Options is var options
                ? (options.Host, options.BindHost, options.UsesIPv6)
                : default);

    [Fact]
    public void Every_fault_is_told_at_once_with_setting_value_and_remedy()
    {
        var (_, faults) = Read(
            NodeRoles.Web, ("Name", "a b"), ("Port", "70000"), ("ManagementPort", "x"), ("Host", "unknown"), ("BindHost", "here"),
            ("Seeds", "seed-1"), ("Prot", "1"));

        // A seed that is wrong is one that was given: that none is given is not said besides.
        Assert.Equal(7, faults.Count);
        Assert.Contains(
            faults,
            fault =>
                fault.StartsWith("Node:Name = 'a b': a name is 1 to 63", StringComparison.Ordinal)
                    && fault.EndsWith("Set ACTORS_NODE__NAME or --Node:Name=...", StringComparison.Ordinal));
        Assert.Contains(
            faults, fault => fault.StartsWith("Node:Port = '70000': must be a whole number from 0 to 65535", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.StartsWith("Node:ManagementPort = 'x'", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.StartsWith("Node:Host = 'unknown': does not resolve", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.StartsWith("Node:BindHost = 'here'", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.StartsWith("Node:Seeds = 'seed-1': a seed is host:port", StringComparison.Ordinal));
        Assert.Contains(
            faults,
            fault => fault.StartsWith("Node:Prot = '1': no such setting; there are BindHost, Cluster, Host", StringComparison.Ordinal));
    }

    [Fact]
    public void Seeds_are_listed_or_found()
    {
        var (options, faults) = Read(
            NodeRoles.Seed,
            ("Seeds", "dns:Tasks.seed:4053, srv:_actors._tcp.example.com, file:/etc/actors/seeds, 10.0.0.1:4053, dns:4053"));

        Assert.Empty(faults);
        Assert.Equal(
            "dns:tasks.seed:4053 srv:_actors._tcp.example.com file:/etc/actors/seeds 10.0.0.1:4053 dns:4053",
            string.Join(' ', options.Seeds));
        Assert.Equal(new SeedSource.Name("tasks.seed", 4053), options.Seeds[0]);
        Assert.Equal<SeedSource>(new SeedAddress("dns", 4053), options.Seeds[4]);
    }

    [Theory]
    [InlineData("dns:seeds", "a name whose addresses are seeds is dns:NAME:PORT, and the port is missing, such as dns:seeds:4053")]
    [InlineData("dns:seeds:0", "a name whose addresses are seeds is dns:NAME:PORT, such as dns:seeds:4053")]
    [InlineData("dns:10.0.0.1:4053", "an address is listed without dns:, as 10.0.0.1:4053")]
    [InlineData("dns:[fd00::1]:4053", "an address is listed without dns:, as [fd00::1]:4053")]
    [InlineData("srv:seeds:4053", "an SRV record has the ports itself; give srv:seeds")]
    [InlineData("srv:a b", "a name with SRV records is srv:NAME, such as srv:_actors._tcp.example.com")]
    [InlineData("srv:", "a name with SRV records is srv:NAME, such as srv:_actors._tcp.example.com")]
    [InlineData("file:seeds", "a file of seeds is file:PATH with the whole path, such as file:/etc/actors/seeds")]
    public void A_source_of_seeds_that_is_none_is_a_fault_with_its_remedy(string seeds, string rule) =>
        Assert.Equal(
            $"Node:Seeds = '{seeds}': {rule}. Set ACTORS_NODE__SEEDS or --Node:Seeds=...",
            Assert.Single(Read(NodeRoles.Seed, ("Seeds", seeds)).Faults));

    [Theory]
    [InlineData("a:1", "known", "known", false)]
    [InlineData("dns:a:1", "known", "10.7.7.7", false)]
    [InlineData("a:1,srv:b", "known", "10.7.7.7", false)]
    [InlineData("file:/a", "known", "known", false)]
    [InlineData("dns:a:1", "", "10.1.2.3", true)]
    [InlineData("dns:a:1", "10.0.0.9", "10.0.0.9", false)]
    public void Where_a_name_service_tells_the_seeds_a_node_calls_itself_by_an_address(
        string seeds, string host, string told, bool chooses)
    {
        var (options, faults) = Read(NodeRoles.Seed, ("Host", host), ("Seeds", seeds));

        Assert.Empty(faults);
        Assert.Equal((told, chooses), (options.Host, options.ChoosesHost));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" , ,")]
    public void That_no_seed_is_given_is_said_where_none_is(string seeds) =>
        Assert.Contains(
            "at least one seed is needed", Assert.Single(Read(NodeRoles.Web, ("Seeds", seeds)).Faults), StringComparison.Ordinal);

    [Fact]
    public void The_environment_is_above_the_file_and_the_command_line_above_both()
    {
        Environment.SetEnvironmentVariable("ACTORS_NODE__NAME", "from-environment");
        Environment.SetEnvironmentVariable("ACTORS_NODE__PORT", "1111");
        try
        {
            var builder = new ConfigurationBuilder().AddInMemoryCollection([new("Node:Name", "from-file"), new("Node:Seeds", "a:1")]);
            builder.AddNodeSettings(["--Node:Port=2222"]);
            var options = NodeOptions.Read(new SettingsReader(builder.Build(), "Node"), NodeRoles.Web, new Box());

            Assert.Equal(("from-environment", 2222), (options.Name, options.Port));
        }
        finally
        {
            Environment.SetEnvironmentVariable("ACTORS_NODE__NAME", null);
            Environment.SetEnvironmentVariable("ACTORS_NODE__PORT", null);
        }
    }

    [Theory]
    [InlineData("00:00:10", 10)]
    [InlineData("2.5", 2.5)]
    [InlineData("0", 0)]
    public void A_time_is_written_with_colons_or_in_seconds(string text, double seconds)
    {
        var reader = Reader(("Wait", text));

        Assert.Equal(
            TimeSpan.FromSeconds(seconds), reader.Duration("Wait", TimeSpan.FromSeconds(1), TimeSpan.Zero, TimeSpan.FromMinutes(1)));
        Assert.Empty(reader.Faults);
    }

    [Theory]
    [InlineData("61")]
    [InlineData("-1")]
    [InlineData("soon")]
    [InlineData("1e300")]
    public void A_time_out_of_range_is_a_fault(string text)
    {
        var reader = Reader(("Wait", text));

        reader.Duration("Wait", TimeSpan.FromSeconds(1), TimeSpan.Zero, TimeSpan.FromMinutes(1));

        Assert.Contains($"Node:Wait = '{text}': must be a time from", Assert.Single(reader.Faults), StringComparison.Ordinal);
    }

    private static SettingsReader Reader(params (string Key, string Value)[] settings) =>
        new(new ConfigurationBuilder().AddInMemoryCollection(
            settings.Select(s => new KeyValuePair<string, string?>($"Node:{s.Key}", s.Value))).Build(), "Node");

    private static (NodeOptions Options, IReadOnlyList<string> Faults) Read(string role, params (string Key, string Value)[] settings)
    {
        var reader = Reader(settings);
        return (NodeOptions.Read(reader, role, new Box()), reader.Faults);
    }

    private sealed class Box : IHostAddresses
    {
        public string HostName => "box";

        public string FirstAddress() => "10.1.2.3";

        public string? Resolve(string host) => host switch { "known" => "10.7.7.7", "known6" => "fd00::7", _ => null };
    }
}
