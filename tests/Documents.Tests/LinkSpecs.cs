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

    [GeneratedRegex("`[^`]*`(?!\\])", RegexOptions.CultureInvariant)]
    private static partial Regex InlineCode();
}
