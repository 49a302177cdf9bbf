using Actors.Contracts.Api;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Actors.Cli.Views;

/// <summary>The last changes, as a table for people.</summary>
internal static class HistoryTable
{
    private static readonly Column[] Columns =
        [Column.Number("REVISION"), "AT", "TRIGGER", new("BY", Drop: 1), Column.Number("TOOK"), "RESULT", Column.Text("WHAT")];

    public static IRenderable Of(IReadOnlyCollection<ChangeView> changes)
    {
        if (changes.Count == 0)
        {
            return new Text("Nothing has changed yet.");
        }

        var failures = changes
            .Where(change => !string.IsNullOrWhiteSpace(change.Failure))
            .Select(change => new Cell($"Revision {Words.Of(change.Revision)}: {Words.Block(change.Failure)}", Colours.Bad)).ToArray();
        var table = Cell.Table(Columns, changes.Select(Row));
        return failures.Length == 0 ? table : new Rows(table, Cell.Lines(failures));
    }

    public static Style? ResultStyle(string? result) => result switch
    {
        "applied" => Colours.Good,
        "failed" => Colours.Bad,
        _ => Colours.Notable,
    };

    private static IEnumerable<Cell> Row(ChangeView change)
    {
        yield return Cell.Of(Words.Of(change.Revision));
        yield return Cell.Of(Words.Moment(change.At));
        yield return Cell.Of(Words.Of(change.Trigger));
        yield return Cell.Of(Words.Of(change.By));
        yield return Cell.Of(Words.Duration(change.Milliseconds));
        yield return new Cell(Words.Of(change.Result), ResultStyle(change.Result));
        yield return Cell.Of(Words.Of(change.What));
    }
}
