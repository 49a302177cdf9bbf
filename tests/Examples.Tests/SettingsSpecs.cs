using System.Text.RegularExpressions;
using Actors.Harness;

namespace Actors.Examples.Tests;

/// <summary>What the examples set, and what they say of themselves.</summary>
public sealed partial class SettingsSpecs
{
    private static string Examples => Repository.PathOf("examples");

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Examples, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Examples, file))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_setting_is_one_that_there_is(string file)
    {
        var known = File.ReadAllText(Repository.PathOf("docs", "settings.md"));

        Assert.All(
            Variable().Matches(File.ReadAllText(Path.Combine(Examples, file))),
            variable => Assert.Contains(
                $"`{variable.Groups[1].Value}:{variable.Groups[2].Value}`", known, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("compose/docker-compose.yml", "Run by a test")]
    [InlineData("compose-split/docker-compose.yml", "Run by a test")]
    [InlineData("swarm/stack.yml", "Checked: ")]
    [InlineData("kubernetes/actors.yaml", "Checked: ")]
    [InlineData("helm/Chart.yaml", "Checked: ")]
    [InlineData("nomad/actors.nomad.hcl", "Checked: ")]
    [InlineData("nomad/balancer.nomad.hcl", "Checked: ")]
    [InlineData("ansible/site.yml", "Checked: ")]
    [InlineData("keepalived/keepalived.conf", "Checked: ")]
    public void Each_says_at_its_top_how_it_was_checked(string file, string words) =>
        Assert.Contains(
            words,
            string.Join('\n', File.ReadLines(Path.Combine(Examples, file)).TakeWhile(line => line.StartsWith('#'))),
            StringComparison.Ordinal);

    [Fact]
    public void The_table_has_each_folder() =>
        Assert.All(
            Directory.GetDirectories(Examples).Select(Path.GetFileName),
            folder => Assert.Contains($"]({folder}/", File.ReadAllText(Path.Combine(Examples, "README.md")), StringComparison.Ordinal));

    [GeneratedRegex("ACTORS_([A-Z]+)__([A-Z]+)")]
    private static partial Regex Variable();
}
