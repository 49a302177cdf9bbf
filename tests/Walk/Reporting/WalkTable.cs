using Actors.Cli.Views;
using Spectre.Console.Rendering;

namespace Actors.Walk.Reporting;

/// <summary>The walk as a table, for people.</summary>
internal static class WalkTable
{
    private static readonly Column[] Columns = ["STEP", "CHECKS", "FILES", "PICTURES", "TIME", Column.Text("ABOUT")];

    public static IRenderable Of(WalkReport report) => Cell.Table(Columns, report.Steps.Select(step => (IEnumerable<Cell>)
    [
        new Cell(Words.Of(step.Number)),
        Checks(step),
        new Cell(Words.Of(step.Files.Count)),
        new Cell(Words.Of(step.Pictures.Count)),
        new Cell(step.Seconds is { } seconds ? Words.Of(seconds) + " s" : "-"),
        new Cell(step.Title),
    ]));

    private static Cell Checks(StepReport step)
    {
        if (step.Seconds is null)
        {
            return new Cell("not walked", Colours.Notable);
        }

        var failed = step.Checks.Count(check => !check.Passed);
        return step.Failure is not null ? new Cell("broken off", Colours.Bad)
            : failed > 0 ? new Cell($"{failed} of {step.Checks.Count} failed", Colours.Bad)
            : new Cell($"{step.Checks.Count} passed", Colours.Good);
    }
}
