namespace Actors.Contracts;

/// <summary>Finds what a misspelt name may have meant. Pure.</summary>
public static class NearestName
{
    /// <summary>
    /// The names that are nearest to <paramref name="text"/>, at most three of the same distance; none where none is near.
    /// </summary>
    /// <param name="text">What was written.</param>
    /// <param name="names">What there is, as <c>Section:Key</c> or <c>Key</c>.</param>
    public static IReadOnlyList<string> To(string text, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(names);
        var wanted = Plain(text);
        // A name may be given without its section.
        var scored = names.Select(name =>
            (Name: name, Distance: Math.Min(Distance(wanted, Plain(name)), Distance(wanted, Plain(name[(name.LastIndexOf(':') + 1)..])))))
            .Where(one => one.Distance <= Math.Max(1, wanted.Length / 3)).ToList();
        return scored.Count == 0
            ? []
            : [.. scored.Where(one => one.Distance == scored.Min(other => other.Distance)).Select(one => one.Name).Take(3)];
    }

    /// <summary>A question behind an error: <c> Did you mean web-1 or web-2?</c>; empty where none is near.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="names">What there is.</param>
    /// <param name="quote">What stands around each: nothing around names, <c>'</c> around words of a command line.</param>
    public static string Hint(string text, IEnumerable<string> names, string quote = "") => To(text, names) is { Count: > 0 } near
        ? $" Did you mean {Listing.Or([.. near.Select(name => quote + name + quote)])}?"
        : "";

    // Neither case nor what stands between two words matters.
    private static string Plain(string text) => new([.. text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    // Levenshtein's, with Damerau's: letters that are to be added, taken away, changed, or to change places with the next.
    private static int Distance(string from, string to)
    {
        var all = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                all[i, j] = i == 0 || j == 0 ? i + j
                    : Math.Min(Math.Min(all[i - 1, j], all[i, j - 1]) + 1, all[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    all[i, j] = Math.Min(all[i, j], all[i - 2, j - 2] + 1);
                }
            }
        }

        return all[from.Length, to.Length];
    }
}
