using Spectre.Console;
using Spectre.Console.Rendering;

namespace Actors.Cli.Views;

/// <summary>A text in its colour.</summary>
internal readonly record struct Cell(string Text, Style? Style = null)
{
    /// <summary>A text that is notable when it is not known.</summary>
    public static Cell Of(string text) => new(text, text == Words.Unknown ? Colours.Notable : Colours.Plain);

    /// <summary>A table without lines; its last column may be broken, the others not.</summary>
    public static IRenderable Table(IReadOnlyList<string> columns, IEnumerable<IEnumerable<Cell>> rows)
    {
        var table = new Table { Border = TableBorder.None };
        foreach (var name in columns)
        {
            var isLast = name == columns[^1];
            table.AddColumn(
                new TableColumn(new Text(name, Colours.Heading)) { NoWrap = !isLast, Padding = new Padding(0, 0, isLast ? 0 : 2, 0) });
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell.Text, cell.Style)));
        }

        return table;
    }

    /// <summary>Lines below one another.</summary>
    public static IRenderable Lines(IEnumerable<Cell> lines) => new Rows(lines.Select(line => new Text(line.Text, line.Style)));
}
