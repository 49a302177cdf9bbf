using System.Text.RegularExpressions;

namespace Actors.Harness.Documents;

/// <summary>A block of code of a page.</summary>
/// <param name="Page">Where it stands.</param>
/// <param name="Line">The line of its fence, from 1.</param>
/// <param name="Language">What follows the fence; empty for what a program says.</param>
/// <param name="Text">Its lines.</param>
/// <param name="Mark">What the comment above it says; empty for none.</param>
public sealed record Block(string Page, int Line, string Language, IReadOnlyList<string> Text, string Mark)
{
    public override string ToString() => $"{Page}:{Line}";
}

/// <summary>A document of the repository.</summary>
/// <param name="Path">From the root.</param>
/// <param name="Lines">What it says.</param>
public sealed partial record Page(string Path, IReadOnlyList<string> Lines)
{
    private const string Fence = "```";

    /// <summary>All of them; the decisions, which stay as they were written, too.</summary>
    public static IReadOnlyList<Page> All { get; } =
    [
        .. Directory.EnumerateFiles(Repository.PathOf(), "*.md", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(Repository.PathOf(), file))
            .Where(file => !Made().IsMatch(file))
            .Order(StringComparer.Ordinal)
            .Select(file => new Page(file, File.ReadAllLines(Repository.PathOf(file)))),
    ];

    /// <summary>Those that say what to type: all but the decisions.</summary>
    public static IEnumerable<Page> Manual => All.Where(page => !page.Path.StartsWith("docs/adr/", StringComparison.Ordinal));

    public IEnumerable<Block> Blocks
    {
        get
        {
            for (var i = 0; i < Lines.Count; i++)
            {
                if (!Lines[i].StartsWith(Fence, StringComparison.Ordinal))
                {
                    continue;
                }

                var text = Lines.Skip(i + 1).TakeWhile(line => line != Fence).ToList();
                yield return new Block(
                    Path, i + 1, Lines[i][Fence.Length..], text, i > 0 ? Comment().Match(Lines[i - 1]).Groups[1].Value : "");
                i += text.Count + 1;
            }
        }
    }

    /// <summary>Its text without blocks of code.</summary>
    public IEnumerable<(int Number, string Text)> Prose
    {
        get
        {
            var isCode = false;
            foreach (var (number, line) in Lines.Index())
            {
                isCode ^= line.StartsWith(Fence, StringComparison.Ordinal);
                if (!isCode)
                {
                    yield return (number + 1, line);
                }
            }
        }
    }

    /// <summary>What a link can point at within it, as GitHub names its headings.</summary>
    public IReadOnlySet<string> Anchors => Prose.Select(line => Heading().Match(line.Text)).Where(match => match.Success)
        .Select(match => NoAnchor().Replace(match.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-')).ToHashSet();

    [GeneratedRegex(@"(^|/)(bin|obj|\.run|\.git|node_modules|artifacts)/", RegexOptions.CultureInvariant)]
    private static partial Regex Made();

    [GeneratedRegex("^<!-- (.+) -->$", RegexOptions.CultureInvariant)]
    private static partial Regex Comment();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{Nd} _-]", RegexOptions.CultureInvariant)]
    private static partial Regex NoAnchor();
}
