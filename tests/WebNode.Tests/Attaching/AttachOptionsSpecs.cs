using Actors.Clustering.Settings;
using Actors.WebNode.Attaching;
using Actors.WebNode.Programs;
using Microsoft.Extensions.Configuration;

namespace Actors.WebNode.Tests.Attaching;

/// <summary>How a program that runs already is given, and what does not go with it.</summary>
public sealed class AttachOptionsSpecs
{
    [Theory]
    [InlineData("--attach|cache:6379", "--Web:Attach|cache:6379")]
    [InlineData("--attach=cache:6379|--Web:Service=cache", "--Web:Attach=cache:6379|--Web:Service=cache")]
    [InlineData("--Node:Name=web-1|--attach|[fd00::1]:80", "--Node:Name=web-1|--Web:Attach|[fd00::1]:80")]
    [InlineData("health|--attach|cache:6379", "health|--Web:Attach|cache:6379")]
    [InlineData("--attached=1", "--attached=1")]
    public void On_the_command_line_it_is_the_setting(string line, string settings)
    {
        var split = CommandLine.Split(line.Split('|'));

        Assert.Equal(settings.Split('|'), split.Settings);
        Assert.Null(split.Program);
    }

    [Fact]
    public void What_stands_after_the_dashes_is_the_programs()
    {
        var split = CommandLine.Split(["--Web:Port=80", "--", "tmux", "--attach", "--"]);

        Assert.Equal(["--Web:Port=80"], split.Settings);
        Assert.Equal(["tmux", "--attach", "--"], split.Program!);
    }

    [Fact]
    public void Its_port_is_the_nodes_and_there_is_no_demo_app()
    {
        var web = Read(out var reader, null, ("Attach", "Cache:6379"), ("Protocol", "tcp"), ("HealthEvery", "0.2"));

        Assert.Empty(reader.Faults);
        Assert.Equal(new AttachOptions(new AttachTarget("cache", 6379), TimeSpan.FromSeconds(0.2)), web.Attach);
        Assert.Equal(6379, web.Served.Port);
        Assert.False(web.IsDemo);
    }

    [Fact]
    public void The_same_port_may_be_said_twice() => Assert.Empty(FaultsOf(null, ("Attach", "cache:6379"), ("Port", "6379")));

    [Theory]
    [InlineData("cache", "and the port is missing, such as cache:80")]
    [InlineData("[::1]", "and the port is missing, such as [::1]:80")]
    [InlineData("cache:", "with a port of 1 to 65535")]
    [InlineData("cache:0", "with a port of 1 to 65535")]
    [InlineData("cache:65536", "with a port of 1 to 65535")]
    [InlineData("cache:-1", "with a port of 1 to 65535")]
    [InlineData("cache:http", "with a port of 1 to 65535")]
    [InlineData(":80", "and the host must be a host name or an IP address")]
    [InlineData("a b:80", "and the host must be a host name or an IP address")]
    [InlineData("0.0.0.0:80", "and the host is every address of a machine")]
    [InlineData("169.254.3.4:80", "169.254.3.4 is an address that other machines do not reach it at")]
    [InlineData("::1:80", "an IPv6 address stands in brackets")]
    [InlineData("fd00::1", "an IPv6 address stands in brackets")]
    [InlineData("http://cache:80", "an IPv6 address stands in brackets")]
    public void What_is_no_host_and_port_is_named_with_value_and_remedy(string value, string rule)
    {
        var fault = Assert.Single(FaultsOf(null, ("Attach", value)));

        Assert.Contains($"Web:Attach = '{value}': must be HOST:PORT", fault, StringComparison.Ordinal);
        Assert.Contains(rule, fault, StringComparison.Ordinal);
        Assert.Contains("ACTORS_WEB__ATTACH", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_to_start_is_one_too_many()
    {
        Assert.Contains("one of them must go", Assert.Single(FaultsOf(["sh"], ("Attach", "cache:80"))), StringComparison.Ordinal);
        Assert.Contains(
            "one of them must go", Assert.Single(FaultsOf(null, ("Attach", "cache:80"), ("Command", "sh"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_port_is_one_too_many() =>
        Assert.Contains(
            "Web:Port = '81': is another port than that of Web:Attach = cache:80",
            Assert.Single(FaultsOf(null, ("Attach", "cache:80"), ("Port", "81"))), StringComparison.Ordinal);

    [Theory]
    [InlineData("localhost:4053", "Node:Port")]
    [InlineData("10.0.0.1:8558", "Node:ManagementPort")]
    [InlineData("localhost:80", null)]
    [InlineData("10.0.0.2:4053", null)]
    public void The_node_itself_is_no_program(string text, string? own)
    {
        var reader = new SettingsReader(new ConfigurationBuilder().Build(), WebOptions.Section);

        AttachOptions.CheckOwn(
            reader, AttachTarget.TryParse(text, out _)!, new NodeOptions("web-1", "web", "10.0.0.1", "10.0.0.1", 4053, [], "", 8558));

        Assert.Equal(own is null ? 0 : 1, reader.Faults.Count);
        Assert.All(reader.Faults, fault => Assert.Contains($"is this node itself ({own})", fault, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("localhost:80", true, false)]
    [InlineData("127.0.0.2:80", true, false)]
    [InlineData("[::1]:80", true, false)]
    [InlineData("10.0.0.1:80", false, false)]
    [InlineData("cache:80", false, true)]
    public void A_host_is_loopback_or_an_address_or_a_name(string text, bool isLoopback, bool isName)
    {
        var target = AttachTarget.TryParse(text, out _)!;

        Assert.Equal((isLoopback, isName), (target.IsLoopback, target.IsName));
        Assert.Equal(text, target.ToString());
    }

    private static IReadOnlyList<string> FaultsOf(IReadOnlyList<string>? program, params (string Key, string Value)[] settings)
    {
        Read(out var reader, program, settings);
        return reader.Faults;
    }

    private static WebOptions Read(out SettingsReader reader, IReadOnlyList<string>? program, params (string Key, string Value)[] settings)
    {
        var values = settings.Select(setting => KeyValuePair.Create($"Web:{setting.Key}", (string?)setting.Value));
        reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(values).Build(), WebOptions.Section);
        return WebOptions.Read(reader, "web-1", program);
    }
}
