using Actors.Dev.Testing;

namespace Actors.Dev.Tests.Testing;

public sealed class TestVerdictSpecs
{
    private static readonly TestRun Passed = new("A", TestOutcome.Passed, TimeSpan.Zero);
    private static readonly TestRun Failed = new("B", TestOutcome.Failed, TimeSpan.Zero);

    [Fact]
    public void All_that_ran_passed() => Assert.Equal(ExitCode.Ok, Verdict([Run(0, Passed)]).ExitCodeFor(requiresAll: true));

    [Fact]
    public void One_that_failed_fails_the_run() =>
        Assert.Equal(ExitCode.Failed, Verdict([Run(0, Passed), Run(1, Passed, Failed)]).ExitCodeFor(requiresAll: false));

    [Fact]
    public void A_runner_that_failed_without_a_failed_test_fails_the_run()
    {
        var verdict = Verdict([Run(134, Passed)]);

        Assert.Equal((new TestTotals(1, 1, 0), ExitCode.Failed), (verdict.Totals, verdict.ExitCodeFor(requiresAll: false)));
    }

    [Fact]
    public void A_soak_that_found_something_fails_the_run() =>
        Assert.Equal(ExitCode.Failed, Verdict([Run(0, Passed)], soak: ExitCode.Failed).ExitCodeFor(requiresAll: false));

    [Fact]
    public void A_run_of_no_test_has_not_passed() => Assert.Equal(ExitCode.Failed, Verdict([Run(0)]).ExitCodeFor(requiresAll: false));

    [Theory]
    [InlineData(false, ExitCode.Ok)]
    [InlineData(true, ExitCode.Failed)]
    public void What_could_not_run_is_a_failure_where_all_is_required(bool requiresAll, int expected) =>
        Assert.Equal(expected, Verdict([Run(0, Passed)], leftOut: ["the container tests"]).ExitCodeFor(requiresAll));

    private static TestVerdict Verdict(ProjectRun[] runs, string[]? leftOut = null, int soak = ExitCode.Ok) =>
        new(runs, leftOut ?? [], soak);

    private static ProjectRun Run(int exitCode, params TestRun[] tests) => new("Some.Tests", [.. tests], exitCode, TimeSpan.FromSeconds(1));
}
