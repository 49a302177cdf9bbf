using Spectre.Console;
using Spectre.Console.Rendering;

namespace Actors.Cli.Views;

/// <summary>A text in its colour.</summary>
internal readonly record struct Cell(string Text, Style? Style = null)
{
    /// <summary>A text that is notable when it is not known.</summary>
    public static Cell Of(string text) => new(text, text == Words.Unknown ? Colours.Notable : Colours.Plain);

    /// <summary>A table without lines.</summary>
    public static IRenderable Table(IReadOnlyList<Column> columns, IEnumerable<IEnumerable<Cell>> rows) => new TextTable(columns, rows);

    /// <summary>Names, and beside each what is known of it.</summary>
    public static IRenderable Facts(IEnumerable<(string Name, Cell Cell)> facts) => new TextTable(
        ["", Column.Text("")], facts.Select(fact => (Cell[])[new(fact.Name, Colours.Heading), fact.Cell]), hasTitles: false);

    /// <summary>Lines below one another.</summary>
    public static IRenderable Lines(IEnumerable<Cell> lines) =>
        new TextTable([Column.Text("")], lines.Select(line => (Cell[])[line]), hasTitles: false);
}
