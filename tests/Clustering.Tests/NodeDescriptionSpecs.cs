namespace Actors.Clustering.Tests;

public sealed class NodeDescriptionSpecs
{
    private static readonly NodeDescription Sample = new("web-1", "shop", 3000, 100, "1.2.3-rc.1+b5");

    [Fact]
    public void What_is_written_into_roles_is_read_back()
    {
        var read = NodeDescription.TryRead(["web", .. Sample.ToRoles()], Sample.Version, out var faults);

        Assert.Equal(Sample, read);
        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("http.0")]
    [InlineData("http.65536")]
    [InlineData("http.080")]
    [InlineData("http.+80")]
    [InlineData("http.8 0")]
    [InlineData("http.99999999999999999999")]
    [InlineData("http.")]
    [InlineData("http.٣")]
    public void A_port_that_is_no_plain_number_is_refused(string role) => Refused("http.", role, "1 to 65535");

    [Theory]
    [InlineData("weight.257")]
    [InlineData("weight.-1")]
    [InlineData("weight.1e2")]
    public void A_weight_outside_0_to_256_is_refused(string role) => Refused("weight.", role, "0 to 256");

    [Theory]
    [InlineData("name.a b")]
    [InlineData("name.../../etc/passwd")]
    [InlineData("name.a\n")]
    [InlineData("name.-a")]
    [InlineData("name.ä")]
    [InlineData("name.")]
    [InlineData("name.${HOME}")]
    public void A_name_outside_the_rule_is_refused(string role) => Refused("name.", role, NodeNames.Rule);

    [Fact]
    public void A_name_has_at_most_63_characters()
    {
        Assert.True(NodeNames.IsValid(new string('a', 63)));
        Assert.False(NodeNames.IsValid(new string('a', 64)));
    }

    [Fact]
    public void Every_fault_is_told_at_once()
    {
        Assert.Null(NodeDescription.TryRead(["web", "http.1", "http.2"], "no version!", out var faults));

        Assert.Equal(5, faults.Count);
        Assert.Contains(faults, fault => fault.StartsWith("2 roles 'http....'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(new[] { "web", "name.a" }, "a")]
    [InlineData(new[] { "seed" }, null)]
    [InlineData(new[] { "name.a", "name.b" }, null)]
    [InlineData(new[] { "name.a b" }, null)]
    public void The_name_of_a_member_is_in_exactly_one_role(string[] roles, string? name) => Assert.Equal(name, NodeRoles.NameOf(roles));

    private static void Refused(string prefix, string role, string rule)
    {
        var roles = Sample.ToRoles().Where(other => !other.StartsWith(prefix, StringComparison.Ordinal)).Append(role).ToList();

        Assert.Null(NodeDescription.TryRead(roles, "1.0.0", out var faults));
        Assert.Contains(rule, Assert.Single(faults), StringComparison.Ordinal);
    }
}
