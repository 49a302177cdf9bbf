using System.Collections.Immutable;

namespace Actors.Dev.Testing;

/// <summary>One run of one test project.</summary>
/// <param name="Name">The project's.</param>
/// <param name="Tests">What ran.</param>
/// <param name="ExitCode">The runner's.</param>
/// <param name="Took">Wall time, with start, fixtures and end.</param>
internal sealed record ProjectRun(string Name, ImmutableArray<TestRun> Tests, int ExitCode, TimeSpan Took)
{
    public TestTotals Totals => TestResults.Totals(Tests);

    /// <summary>The runner failed without a failed test: it crashed, hung, or could not start.</summary>
    public bool IsBroken => ExitCode != 0 && Totals.Failed == 0;
}
