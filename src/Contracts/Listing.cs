using System.Globalization;

namespace Actors.Contracts;

/// <summary>Several words in a line for people. Pure.</summary>
public static class Listing
{
    /// <summary>The first of them, and how many more there are: <c>web-1, web-2 and 3 more</c>; empty for none.</summary>
    /// <param name="all">All.</param>
    /// <param name="most">How many are named, 1 or more.</param>
    public static string Of(IReadOnlyCollection<string> all, int most)
    {
        ArgumentNullException.ThrowIfNull(all);
        var rest = all.Count > most ? string.Create(CultureInfo.InvariantCulture, $" and {all.Count - most} more") : "";
        return string.Join(", ", all.Take(most)) + rest;
    }

    /// <summary>A number of something: <c>1 node</c>, <c>2 nodes</c>.</summary>
    /// <param name="number">How many.</param>
    /// <param name="what">Of what, one of it.</param>
    public static string Count(long number, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");

    /// <summary>Of which one is meant: <c>a, b or c</c>.</summary>
    /// <param name="words">The words.</param>
    public static string Or(IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.Take(words.Count - 1))} or {words[^1]}";
    }
}
