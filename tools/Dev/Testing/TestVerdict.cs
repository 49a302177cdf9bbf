using Actors.Cli.Views;

namespace Actors.Dev.Testing;

/// <summary>What a test run comes to.</summary>
/// <param name="Runs">Of each project, in each round.</param>
/// <param name="LeftOut">What could not run on this machine, in words.</param>
/// <param name="Soak">How the soak ended: an exit code, 0 where there was none.</param>
internal sealed record TestVerdict(IReadOnlyCollection<ProjectRun> Runs, IReadOnlyCollection<string> LeftOut, int Soak)
{
    /// <summary>Of all tests; a project whose runner failed, and a soak that found something, count as one failure each.</summary>
    public TestTotals Totals => Runs.Aggregate(default(TestTotals), (sum, run) => sum + run.Totals)
        + new TestTotals(0, Runs.Count(run => run.IsBroken) + (Soak == ExitCode.Ok ? 0 : 1), 0);

    /// <param name="requiresAll">Whether what could not run is a failure.</param>
    public int ExitCodeFor(bool requiresAll) =>
        Totals is { Run: > 0, Failed: 0 } && (LeftOut.Count == 0 || !requiresAll) ? ExitCode.Ok : ExitCode.Failed;

    /// <summary>Says it, for people: the times, what failed, what did not run, and the totals as the last line.</summary>
    /// <param name="output">Where.</param>
    /// <param name="took">How long the whole took.</param>
    public void Say(Output output, TimeSpan took)
    {
        output.Line();
        output.Show(TestSummary.Projects(Runs));
        output.Line();
        output.Show(TestSummary.Tests(Runs));
        output.Line();
        foreach (var failure in TestSummary.Failures(Runs))
        {
            output.Bad(failure);
        }

        if (Soak != ExitCode.Ok)
        {
            output.Bad("The soak found what must not be.");
        }

        if (Totals.Run == 0)
        {
            output.Bad("No test ran.");
        }

        foreach (var what in LeftOut)
        {
            output.Bad($"Not run here: {what}.");
        }

        output.Line($"Took {TestSummary.Seconds(took)}.");
        output.Raw(Totals.ToString());
    }
}
