using Spectre.Console;

namespace Actors.Cli.Views;

/// <summary>A unified diff in colours.</summary>
internal static class DiffText
{
    public static IEnumerable<Cell> Lines(string diff) =>
        diff.Length == 0 ? [] : diff.TrimEnd('\n').Split('\n').Select(line => new Cell(line.TrimEnd('\r'), StyleOf(line)));

    private static Style? StyleOf(string line) => line switch
    {
        _ when line.StartsWith("+++ ", StringComparison.Ordinal) || line.StartsWith("--- ", StringComparison.Ordinal) => Colours.Heading,
        ['+', ..] => Colours.Good,
        ['-', ..] => Colours.Bad,
        ['@', '@', ..] => Colours.Place,
        _ => Colours.Plain,
    };
}
