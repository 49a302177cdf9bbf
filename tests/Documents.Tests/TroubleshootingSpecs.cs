using System.Text.RegularExpressions;

namespace Actors.Documents.Tests;

/// <summary>What the page of symptoms quotes is what the programs print, so that it is found.</summary>
public sealed partial class TroubleshootingSpecs
{
    // Commands, and what HAProxy prints.
    private static readonly string[] Others = ["actors ", "./actors ", "--", "L7TOUT", "L4CON"];

    [Fact]
    public void What_it_quotes_is_in_a_text_of_the_programs()
    {
        var texts = string.Join('\n', Passage.AllOfPrograms.Select(one => $" {Plain(one.Text)} "));
        var quotes = (
            from line in Page.All.Single(page => page.Path == "docs/troubleshooting.md").Prose
            let cells = line.Text.Split(" | ")
            where line.Text.StartsWith("| `", StringComparison.Ordinal)
            from Match quote in Quote().Matches(cells[0])
            select (line.Number, Text: quote.Groups[1].Value)).ToList();

        Assert.InRange(quotes.Count, 25, 1000);
        var unknown = string.Join(
            '\n', quotes.Where(quote => !IsKnown(quote.Text, texts)).Select(quote => $"{quote.Number}: {quote.Text}"));
        Assert.True(unknown.Length == 0, unknown);
    }

    // Names and numbers differ each time: two words in a row are enough, of a long quote three.
    private static bool IsKnown(string quote, string texts)
    {
        var words = Plain(quote).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var window = Math.Min(words.Length > 6 ? 3 : 2, words.Length);
        return words.Length == 0
            || Others.Any(other => quote.StartsWith(other, StringComparison.Ordinal))
            || Enumerable.Range(0, words.Length - window + 1).Any(at =>
                texts.Contains($" {string.Join(' ', words.Skip(at).Take(window))} ", StringComparison.OrdinalIgnoreCase));
    }

    private static string Plain(string text) => NoWord().Replace(text, " ").Trim();

    [GeneratedRegex("`([^`]+)`", RegexOptions.CultureInvariant)]
    private static partial Regex Quote();

    [GeneratedRegex(@"[^\p{L}:]+", RegexOptions.CultureInvariant)]
    private static partial Regex NoWord();
}
