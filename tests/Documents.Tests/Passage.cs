using System.Text.RegularExpressions;

namespace Actors.Documents.Tests;

/// <summary>A line that people read.</summary>
/// <param name="Path">Where it stands, from the root.</param>
/// <param name="Line">From 1.</param>
/// <param name="Text">What it says, without code.</param>
internal sealed partial record Passage(string Path, int Line, string Text)
{
    private static readonly string[] Programs = ["src", "tools"];

    // What is packed: the comments of public types are read where the package is used.
    private static readonly string[] Packages = ["src/Contracts/", "src/Clustering/", "src/Backend/"];

    /// <summary>Of the documents but the decisions, which stay as they were written; of what is typed the comments.</summary>
    public static IEnumerable<Passage> OfPages =>
    [
        .. from page in Page.Manual
           from line in page.Prose
           select new Passage(page.Path, line.Number, Markup().Replace(line.Text, " ")),
        .. from block in Page.Manual.SelectMany(page => page.Blocks)
           from line in block.Text.Index()
           let comment = Comment().Match(line.Item)
           where comment.Success
           select new Passage(block.Page, block.Line + line.Index + 1, comment.Groups[1].Value),
    ];

    /// <summary>
    /// Of the texts in the programs (help, messages, titles of problems, lines of the log, metrics) and of the packages' comments.
    /// </summary>
    public static IEnumerable<Passage> OfPrograms => AllOfPrograms.Where(one => one.Text.Contains(' ', StringComparison.Ordinal));

    /// <summary>The same, and every single word that is a text in a program.</summary>
    public static IReadOnlyList<Passage> AllOfPrograms { get; } =
    [
        .. from folder in Programs
           from file in Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories)
           let path = System.IO.Path.GetRelativePath(Repository.PathOf(), file)
           where !Built().IsMatch(path)
           from passage in OfSource(path, File.ReadAllLines(file))
           select passage,
    ];

    public override string ToString() => $"{Path}:{Line}";

    /// <summary>The texts of a C# file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="lines">Its lines.</param>
    public static IEnumerable<Passage> OfSource(string path, IReadOnlyList<string> lines)
    {
        var areCommentsRead = Packages.Any(one => path.StartsWith(one, StringComparison.Ordinal)) && lines.Any(PublicType().IsMatch);
        var isRaw = false;
        foreach (var (index, line) in lines.Index())
        {
            var trimmed = line.TrimStart();
            var isEnd = trimmed.StartsWith("\"\"\"", StringComparison.Ordinal);
            if (isRaw && !isEnd)
            {
                yield return new Passage(path, index + 1, Inserted().Replace(trimmed, " "));
            }
            else if (trimmed.StartsWith("//", StringComparison.Ordinal))
            {
                if (areCommentsRead && trimmed.StartsWith("///", StringComparison.Ordinal))
                {
                    yield return new Passage(path, index + 1, Tag().Replace(trimmed, " "));
                }
            }
            else
            {
                foreach (Match text in Literal().Matches(line))
                {
                    if (text.Groups[1].Length > 0)
                    {
                        yield return new Passage(path, index + 1, Escape().Replace(Inserted().Replace(text.Groups[1].Value, " "), " "));
                    }
                }
            }

            isRaw = isRaw ? !isEnd : trimmed.EndsWith("\"\"\"", StringComparison.Ordinal);
        }
    }

    [GeneratedRegex("(?:^|  )# (.*)", RegexOptions.CultureInvariant)]
    private static partial Regex Comment();

    [GeneratedRegex("(^|/)(bin|obj)/", RegexOptions.CultureInvariant)]
    private static partial Regex Built();

    // Code, targets of links, tags and comments.
    [GeneratedRegex(@"`[^`]*`|\]\([^)\s]+\)|<[^>]*>", RegexOptions.CultureInvariant)]
    private static partial Regex Markup();

    [GeneratedRegex(@"^(public )(?:\w+ )*(class|record|struct|interface|enum|delegate) ", RegexOptions.CultureInvariant)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"<(c|code)>[^<]*</\1>|<[^>]*>", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    [GeneratedRegex("\"((?:[^\"\\\\]|\\\\.)*)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Literal();

    [GeneratedRegex(@"\{[^{}]*\}", RegexOptions.CultureInvariant)]
    private static partial Regex Inserted();

    [GeneratedRegex(@"\\.", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();
}
