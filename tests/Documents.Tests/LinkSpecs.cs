using System.Text.RegularExpressions;

namespace Actors.Documents.Tests;

/// <summary>Links between documents lead somewhere.</summary>
public sealed partial class LinkSpecs
{
    [Fact]
    public void Each_leads_to_a_file_and_a_heading_that_there_is()
    {
        Assert.NotEmpty(Page.All);
        var broken = string.Join('\n', Page.All.SelectMany(Broken));
        Assert.True(broken.Length == 0, broken);
    }

    [Fact]
    public void The_index_has_each_page()
    {
        var index = File.ReadAllText(Repository.PathOf("docs", "README.md"));

        Assert.All(
            Page.All.Where(page => Path.GetDirectoryName(page.Path) == "docs" && page.Path != "docs/README.md"),
            page => Assert.Contains($"]({Path.GetFileName(page.Path)}", index, StringComparison.Ordinal));
    }

    [Fact]
    public void The_first_page_is_short() => Assert.InRange(File.ReadAllLines(Repository.PathOf("README.md")).Length, 60, 150);

    [Fact]
    public void The_pictures_of_the_first_page_are_soon_there()
    {
        var pictures = Page.All.Single(page => page.Path == "README.md").Lines.Select(line => Picture().Match(line))
            .Where(match => match.Success).Select(match => new FileInfo(Repository.PathOf(match.Groups[1].Value))).ToList();

        Assert.NotEmpty(pictures);
        Assert.All(pictures, picture => Assert.InRange(picture.Length, 1, 300_000));
    }

    [Fact]
    public void Each_cell_of_the_comparison_has_a_source()
    {
        var rows = Page.All.Single(page => page.Path == "README.md").Lines
            .SkipWhile(line => line != "## Is it for me?").SkipWhile(line => !line.StartsWith("|---", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => line.StartsWith('|')).ToList();

        Assert.InRange(rows.Count, 7, 20);
        Assert.All(rows, row => Assert.All(
            row.Trim('|').Split(" | ").Skip(1), cell => Assert.Contains("](", cell, StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Broken(Page page) =>
        from line in page.Prose
        from Match link in Link().Matches(InlineCode().Replace(line.Text, ""))
        let target = link.Groups[1].Value
        where !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal)
        where !Leads(page, target)
        select $"{page.Path}:{line.Number}: {target}";

    private static bool Leads(Page page, string target)
    {
        var parts = target.Split('#', 2);
        var path = parts[0].Length == 0
            ? page.Path
            : Path.GetRelativePath(
                Repository.PathOf(), Path.GetFullPath(Path.Combine(Repository.PathOf(), Path.GetDirectoryName(page.Path)!, parts[0])));
        return parts.Length == 1
            ? Path.Exists(Repository.PathOf(path))
            : Page.All.FirstOrDefault(other => other.Path == path)?.Anchors.Contains(parts[1]) == true;
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    [GeneratedRegex(@"^!\[[^\]]+\]\(([^)\s]+)\)$", RegexOptions.CultureInvariant)]
    private static partial Regex Picture();

    [GeneratedRegex("`[^`]*`(?!\\])", RegexOptions.CultureInvariant)]
    private static partial Regex InlineCode();
}
