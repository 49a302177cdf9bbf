using System.Globalization;

namespace Actors.Cli.Views;

/// <summary>Values as people read them. What is not known is a question mark, never something that looks well.</summary>
internal static class Words
{
    public const string Unknown = "?";

    /// <summary>In one line. Texts come from elsewhere: nothing in them may steer a terminal.</summary>
    public static string Of(string? text) => Block(text).Replace('\n', ' ');

    /// <summary>In as many lines as it has.</summary>
    public static string Block(string? text) =>
        text is null ? Unknown : string.Concat(text.TrimEnd().Select(c => char.IsControl(c) && c != '\n' ? '\uFFFD' : c));

    public static string Of(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? Unknown;

    public static string Of(double? number) => number?.ToString("0.##", CultureInfo.InvariantCulture) ?? Unknown;

    /// <summary>A word that this release does not know has no name.</summary>
    public static string Of(Enum? value) => value is not null && Enum.IsDefined(value.GetType(), value) ? value.ToString() : Unknown;

    /// <summary>A number of things in a second.</summary>
    public static string Rate(long? number) => number is null ? Unknown : Of(number) + "/s";

    /// <summary>Whether a text has a word, such as a name: <c>web-1</c> is none of <c>web-10</c>.</summary>
    public static bool HasWord(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            if ((at == 0 || !IsName(text[at - 1])) && (end == text.Length || !IsName(text[end])))
            {
                return true;
            }
        }

        return false;

        static bool IsName(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';
    }

    /// <summary>A duration in the unit that people read it in.</summary>
    public static string Duration(double? milliseconds) => milliseconds switch
    {
        null => Unknown,
        >= 60_000 and var ms => string.Create(CultureInfo.InvariantCulture, $"{ms / 60_000:0.0} min"),
        >= 999.5 and var ms => string.Create(CultureInfo.InvariantCulture, $"{ms / 1000:0.0} s"),
        var ms => string.Create(CultureInfo.InvariantCulture, $"{ms:0} ms"),
    };

    public static string FirstLine(string? text) => Of(text?.Trim().Split('\n')[0].TrimEnd());

    public static string Count(long? number, string what) => number is { } known ? Listing.Count(known, what) : $"{Unknown} {what}s";

    /// <summary>How long ago, in the largest unit that is whole.</summary>
    public static string Age(DateTimeOffset? since, DateTimeOffset now)
    {
        if (since is not { } moment)
        {
            return Unknown;
        }

        // Clocks differ: what will be is now.
        var age = now > moment ? now - moment : TimeSpan.Zero;
        var (number, unit) = age switch
        {
            { TotalDays: >= 1 } => (age.TotalDays, "d"),
            { TotalHours: >= 1 } => (age.TotalHours, "h"),
            { TotalMinutes: >= 1 } => (age.TotalMinutes, "m"),
            _ => (age.TotalSeconds, "s"),
        };
        return Of((long)number) + unit;
    }

    public static string Moment(DateTimeOffset? at) =>
        at?.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? Unknown;
}
