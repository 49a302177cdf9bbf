using Actors.Contracts.Api;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Actors.Cli.Views;

/// <summary>The last changes, as a table for people.</summary>
internal static class HistoryTable
{
    private static readonly Column[] Columns =
        [Column.Number("REVISION"), "AT", "TRIGGER", new("BY", Drop: 1), Column.Number("TOOK"), "RESULT", Column.Text("WHAT")];

    public static IRenderable Of(IReadOnlyCollection<ChangeView> changes, bool isOfATime = false)
    {
        if (changes.Count == 0)
        {
            return new Text(isOfATime ? "Nothing has changed in that time." : "Nothing has changed yet.");
        }

        var failures = changes
            .Where(change => !string.IsNullOrWhiteSpace(change.Failure))
            .Select(change => new Cell($"Revision {Words.Of(change.Revision)}: {Words.Block(change.Failure)}", Colours.Bad)).ToArray();
        var table = Cell.Table(Columns, changes.Select(Row));
        return failures.Length == 0 ? table : new Rows(table, Cell.Lines(failures));
    }

    /// <summary>What it came of, with who wanted it and why where that is known.</summary>
    public static string Cause(ChangeView change)
    {
        var what = Words.Of(change.Trigger);
        var by = string.IsNullOrWhiteSpace(change.Author) || Words.HasWord(what, change.Author) ? "" : $" by {change.Author}";
        var from = string.IsNullOrWhiteSpace(change.From) ? "" : $" from {change.From}";
        return what + by + from + (string.IsNullOrWhiteSpace(change.Reason) ? "" : $": {Words.FirstLine(change.Reason)}");
    }

    /// <summary>Whether it is a command, which takes no time and changes nothing by itself.</summary>
    public static bool IsCommand(ChangeView change) => change.By == "command";

    public static Style? ResultStyle(string? result) => result switch
    {
        "applied" or "done" => Colours.Good,
        "failed" => Colours.Bad,
        _ => Colours.Notable,
    };

    private static IEnumerable<Cell> Row(ChangeView change)
    {
        yield return Cell.Of(Words.Of(change.Revision));
        yield return Cell.Of(Words.Moment(change.At));
        yield return Cell.Of(Cause(change));
        yield return Cell.Of(Words.Of(change.By));
        yield return Cell.Of(IsCommand(change) ? "" : Words.Duration(change.Milliseconds));
        yield return new Cell(Words.Of(change.Result), ResultStyle(change.Result));
        yield return Cell.Of(Words.Of(change.What));
    }
}
