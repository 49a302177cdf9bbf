using System.CommandLine.Parsing;
using System.Globalization;

namespace Actors.Cli.Commands;

/// <summary>How long ago, on the command line: <c>30s</c>, <c>10m</c>, <c>2h</c>, <c>1d</c>.</summary>
internal static class Ago
{
    private const int MostDays = 3660;

    /// <param name="name">As the user writes it.</param>
    public static Func<ArgumentResult, TimeSpan?> Parser(string name) => result =>
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
        if (Read(text) is { } ago)
        {
            return ago;
        }

        result.AddError($"{name} must be a time such as 30s, 10m, 2h or 1d, at most {MostDays}d, not '{text}'.");
        return null;
    };

    private static TimeSpan? Read(string text)
    {
        long seconds = text.LastOrDefault() switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86_400, _ => 0 };
        return seconds > 0 && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 0 && number * seconds <= MostDays * 86_400L
                ? TimeSpan.FromSeconds(number * seconds)
                : null;
    }
}
