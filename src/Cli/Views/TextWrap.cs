namespace Actors.Cli.Views;

/// <summary>Text in lines of a width, broken between words.</summary>
internal static class TextWrap
{
    private const int Least = 20;

    /// <summary>The lines; at least one.</summary>
    /// <param name="text">The text; its own line ends stay.</param>
    /// <param name="width">The longest that a line may be, unless one word is longer.</param>
    public static IReadOnlyList<string> Lines(string text, int width) =>
        [.. text.Split('\n').SelectMany(line => Broken(line, Math.Max(width, Least)))];

    private static IEnumerable<string> Broken(string line, int width)
    {
        // What fits stays as it is: another program's output may stand in columns.
        if (line.TrimEnd() is var whole && whole.Length <= width)
        {
            yield return whole;
            yield break;
        }

        var (taken, words) = ("", line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        foreach (var word in words)
        {
            if (taken.Length > 0 && taken.Length + 1 + word.Length > width)
            {
                yield return taken;
                taken = "";
            }

            taken = taken.Length == 0 ? word : $"{taken} {word}";
        }

        yield return taken;
    }
}
