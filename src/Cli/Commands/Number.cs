using System.CommandLine.Parsing;
using System.Globalization;

namespace Actors.Cli.Commands;

/// <summary>Numbers on the command line, with a range, and an error that names both.</summary>
internal static class Number
{
    /// <param name="name">As the user writes it.</param>
    /// <param name="least">Still allowed.</param>
    /// <param name="most">Still allowed.</param>
    public static Func<ArgumentResult, int> Parser(string name, int least, int most) => result =>
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        result.AddError($"{name} must be a number from {least} to {most}, not '{text}'.");
        return least;
    };
}
