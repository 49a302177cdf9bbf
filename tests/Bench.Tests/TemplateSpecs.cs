using Actors.Bench.Peers;

namespace Actors.Bench.Tests;

public class TemplateSpecs
{
    private static readonly Dictionary<string, string> Values = new()
    {
        ["port"] = "80",
        ["folder"] = "/tmp/x",
        ["socket"] = "/tmp/x/s",
        ["nobody"] = "9",
        ["dnsPort"] = "53",
        ["adminPort"] = "2019",
        ["host"] = "web-1",
        ["nodePort"] = "3001",
        ["data"] = "/tmp/x/d",
        ["httpPort"] = "8500",
        ["rpcPort"] = "8300",
        ["serfPort"] = "8301",
        ["serverSerfPort"] = "8302",
    };

    [Fact]
    public void A_value_stands_for_its_name() =>
        Assert.Equal("listen 80;\n", Template.Fill("listen {{port}};\n", Values, []));

    [Fact]
    public void Each_node_has_the_lines_of_the_section() => Assert.Equal(
        "a\n  server web-1 127.0.0.1:3001;\n  server web-2 127.0.0.1:3002;\nb\n",
        Template.Fill(
            "a\n{{#nodes}}\n  server {{host}} 127.0.0.1:{{nodePort}};\n{{/nodes}}\n{{^nodes}}\n  none\n{{/nodes}}\nb\n", Values,
            [new("web-1", 3001), new("web-2", 3002)]));

    [Fact]
    public void Without_a_node_the_other_section_stands() => Assert.Equal(
        "a\n  none at 9\nb\n",
        Template.Fill("a\n{{#nodes}}\n  {{host}}\n{{/nodes}}\n{{^nodes}}\n  none at {{nobody}}\n{{/nodes}}\nb\n", Values, []));

    [Fact]
    public void A_name_without_a_value_is_refused() => Assert.Contains(
        "{{wrong}}", Assert.Throws<InvalidOperationException>(() => Template.Fill("{{wrong}}", Values, [])).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Every_configuration_of_ours_can_be_filled(int nodes)
    {
        var files = Directory.GetFiles(PeerParts.Configuration);
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.DoesNotContain(
            "{{",
            Template.Fill(
                File.ReadAllText(file), Values,
                [.. Enumerable.Range(1, nodes).Select(number => new PeerNode($"web-{number}", 3000 + number))]),
            StringComparison.Ordinal));
    }
}
