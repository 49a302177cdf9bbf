using Spectre.Console;
using Spectre.Console.Rendering;

namespace Actors.Cli.Views;

/// <summary>
/// A table without lines that fits the width that there is: sentences of its last column are broken, or stand below their row; then
/// columns are left out. Headers and other cells are never broken, and no line ends with blanks.
/// </summary>
internal sealed class TextTable(IReadOnlyList<Column> columns, IEnumerable<IEnumerable<Cell>> rows, bool hasTitles = true) : Renderable
{
    private const int Gap = 2;
    private const int Below = 4;

    /// <summary>Less than that is no room for a sentence.</summary>
    private const int LeastText = 24;

    private readonly IReadOnlyList<IReadOnlyList<Cell>> _rows = [.. rows.Select(row => row.ToArray())];

    /// <inheritdoc />
    protected override Measurement Measure(RenderOptions options, int maxWidth) => new(Math.Min(LeastText, maxWidth), maxWidth);

    /// <inheritdoc />
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        var last = columns.Count - 1;
        var shown = Shown(maxWidth);
        var room = columns[last].IsText ? maxWidth - Total(shown.Where(column => column != last)) - Gap : int.MaxValue;
        var isBelow = columns[last].IsText && Width(last) > room && room < LeastText;
        int[] beside = [.. shown.Where(column => !isBelow || column != last)];
        var titles = columns.Select(column => new Cell(column.Title, Colours.Heading)).ToArray();
        foreach (var row in hasTitles ? _rows.Prepend(titles) : _rows)
        {
            foreach (var segment in Line(row, beside, room))
            {
                yield return segment;
            }

            if (isBelow && row != titles && row[last].Text.Length > 0)
            {
                foreach (var line in TextWrap.Lines(row[last].Text, maxWidth - Below))
                {
                    yield return new Segment(new string(' ', Below) + line, row[last].Style ?? Style.Plain);
                    yield return Segment.LineBreak;
                }
            }
        }
    }

    private IEnumerable<Segment> Line(IReadOnlyList<Cell> row, int[] beside, int room)
    {
        var end = Array.FindLastIndex(beside, column => row[column].Text.Length > 0);
        var start = 0;
        for (var at = 0; at <= end; at++)
        {
            var (column, cell) = (beside[at], row[beside[at]]);
            var text = columns[column].IsRight ? cell.Text.PadLeft(Width(column)) : cell.Text;
            if (columns[column].IsText && (text.Length > room || text.Contains('\n', StringComparison.Ordinal)))
            {
                foreach (var (line, number) in TextWrap.Lines(text, room).Select((line, number) => (line, number)))
                {
                    if (number > 0)
                    {
                        yield return Segment.LineBreak;
                        yield return new Segment(new string(' ', start));
                    }

                    yield return new Segment(line, cell.Style ?? Style.Plain);
                }
            }
            else
            {
                yield return new Segment(text, cell.Style ?? Style.Plain);
            }

            if (at < end)
            {
                yield return new Segment(new string(' ', Math.Max(0, Width(column) - text.Length) + Gap));
            }

            start += Width(column) + Gap;
        }

        yield return Segment.LineBreak;
    }

    /// <summary>The columns that there is room for.</summary>
    private List<int> Shown(int width)
    {
        var shown = Enumerable.Range(0, columns.Count).ToList();
        var last = columns.Count - 1;
        while (Total(shown.Where(column => column != last || !columns[last].IsText)) > width
            && shown.Where(column => columns[column].Drop > 0).Cast<int?>().MaxBy(column => columns[column!.Value].Drop) is { } least)
        {
            shown.Remove(least);
        }

        return shown;
    }

    private int Total(IEnumerable<int> shown) => shown.Select(column => Width(column) + Gap).Sum() - Gap;

    private int Width(int column) => _rows.Select(row => row[column].Text.Length)
        .Append(hasTitles ? columns[column].Title.Length : 0).Max();
}
