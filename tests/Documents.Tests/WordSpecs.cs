using System.Text.RegularExpressions;
using Actors.Contracts;

namespace Actors.Documents.Tests;

/// <summary>
/// The words of documents, of the programs' texts and of the packages' comments: by the table in docs/words.md, and spelt as in words.txt.
/// </summary>
public sealed partial class WordSpecs
{
    private const string List = "tests/Documents.Tests/words.txt";

    private static readonly char[] Blanks = [' ', '\t', '|', '—', '–', '…', '·'];

    private static IReadOnlyList<Passage> Passages { get; } = [.. Passage.OfPages, .. Passage.OfPrograms];

    private static IReadOnlyList<string> Known { get; } = File.ReadAllLines(Repository.PathOf(List));

    [Fact]
    public void Words_that_the_table_replaces_are_not_used()
    {
        var rows = Row().Matches(File.ReadAllText(Repository.PathOf("docs", "words.md"))).ToList();
        Assert.NotEmpty(rows);
        var replaced = (
            from row in rows
            from Match one in Code().Matches(row.Groups["not"].Value)
            select (Regex: PatternOf(one.Groups[1].Value), But: row.Groups["but"].Value)).ToList();

        var used = string.Join(
            '\n',
            from passage in Passages
            from one in replaced
            let match = one.Regex.Match(passage.Text)
            where match.Success
            select $"{passage}: not '{match.Value}', but: {one.But}");

        Assert.True(used.Length == 0, used);
    }

    [Fact]
    public void Each_word_is_spelt_as_in_the_list()
    {
        var known = Known.ToHashSet(StringComparer.Ordinal);
        var unknown = (
            from passage in Passages
            from word in WordsOf(passage.Text)
            where !known.Contains(word) && !known.Contains(word.ToLowerInvariant())
            group passage by word into places
            select $"{places.First()}: '{places.Key}'.{NearestName.Hint(places.Key, Known)}").Take(50).ToList();

        Assert.True(unknown.Count == 0, $"Not in {List}; a word that is right is added there:\n{string.Join('\n', unknown)}");
    }

    [Fact]
    public void The_list_is_in_order_and_has_each_word_once() =>
        Assert.Equal(Known.Distinct().Order(StringComparer.Ordinal), Known);

    [Theory]
    [InlineData("HAProxy's nodes, re-read: don't.", "HAProxy nodes re read don't")]
    [InlineData("of haproxy.cfg, src/Cli --wait 3 s, NodeView and (web-1)", "of s and")]
    public void What_is_code_is_no_word(string text, string words) => Assert.Equal(words, string.Join(' ', WordsOf(text)));

    [Fact]
    public void Texts_and_public_comments_of_a_program_are_read()
    {
        var passages = Passage.OfSource(
            "src/Backend/A.cs",
            [
                "/// <summary>One <c>x</c>.</summary>", "public sealed class A", "// two", "Say($\"three {four} five\", \"six\");",
                "Say(\"\"\"", "    seven", "    \"\"\");",
            ]);

        Assert.Equal(["One", "three five", "six", "seven"], passages.Select(one => string.Join(' ', WordsOf(one.Text))));
    }

    private static Regex PatternOf(string words) => new(
        $@"\b{Regex.Escape(words).Replace(@"\*", @"\w*", StringComparison.Ordinal)}\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static IEnumerable<string> WordsOf(string text) =>
        from chunk in text.Split(Blanks, StringSplitOptions.RemoveEmptyEntries)
        let plain = Edges().Replace(chunk, "")
        where plain.Length > 0 && !plain.StartsWith('-') && !Technical().IsMatch(plain)
        from part in plain.Split('-')
        let word = Edges().Replace(part.EndsWith("'s", StringComparison.Ordinal) ? part[..^2] : part, "")
        where word.Length > 0
        select word;

    [GeneratedRegex(@"^\| (?<not>`[^|]+`) \| (?<but>[^|]+) \|", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`", RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    [GeneratedRegex(@"^[^\p{L}\p{Nd}/.@$_-]+|[^\p{L}\p{Nd}/$_]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Edges();

    // Paths, options, numbers, names of code.
    [GeneratedRegex(@"[^\p{L}'’-]|\p{Ll}\p{Lu}", RegexOptions.CultureInvariant)]
    private static partial Regex Technical();
}
