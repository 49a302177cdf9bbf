using System.Text.RegularExpressions;

namespace Actors.Architecture;

/// <summary>The first law of docs/architecture.md, held against the assemblies that were built.</summary>
public sealed partial class DirectionSpecs
{
    private static readonly string[] Lines = File.ReadAllLines(Actors.Harness.Repository.PathOf("docs", "architecture.md"));

    public static TheoryData<string, string> Projects => new()
    {
        { "Clustering", "Actors.Clustering.dll" },
        { "Backend", "Actors.Backend.dll" },
        { "WebNode", "Actors.WebNode.dll" },
        { "HaAgent", "Actors.HaAgent.dll" },
        { "Cli", "Actors.Cli.dll" },
        { "Dev", "actors-dev.dll" },
    };

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_folder_knows_only_what_stands_before_it(string project, string assembly)
    {
        var order = OrderOf(project);
        var arrows = Rooms.Arrows(Path.Combine(AppContext.BaseDirectory, assembly), "Actors." + project);
        Assert.NotEmpty(arrows);
        Assert.Equal("", string.Join(", ", arrows.SelectMany(arrow => (string[])[arrow.From, arrow.To]).Except(order)));

        var back = arrows.Where(arrow => Array.IndexOf(order, arrow.To) > Array.IndexOf(order, arrow.From)).ToList();

        var known = KnownOf(project);
        var unknown = string.Join("\n", back.Where(arrow => !known.Contains(arrow.Way)).Select(arrow => $"{arrow.Way}: {arrow.Example}"));
        Assert.True(unknown.Length == 0, "Against the order in docs/architecture.md:\n" + unknown);
        // One that is cut is taken out of the list, so that it does not come back.
        Assert.Equal("", string.Join(", ", known.Except(back.Select(arrow => arrow.Way))));
    }

    private static string[] OrderOf(string project) =>
        [.. Lines.Select(line => OrderRow().Match(line)).Single(row =>
            row.Success && row.Groups["project"].Value == project).Groups["folders"].Value.Split(", ")];

    private static HashSet<string> KnownOf(string project) =>
        [.. Lines.Select(line => ArrowRow().Match(line)).Where(row =>
            row.Success && row.Groups["project"].Value == project).Select(row => row.Groups["arrow"].Value)];

    [GeneratedRegex(@"^\| (?<project>\w+) \| (?<folders>[\w()]+(, [\w()]+)+) \|$", RegexOptions.CultureInvariant)]
    private static partial Regex OrderRow();

    [GeneratedRegex(@"^\| (?<project>\w+) \| (?<arrow>[\w()]+ -> [\w()]+) \|", RegexOptions.CultureInvariant)]
    private static partial Regex ArrowRow();
}
