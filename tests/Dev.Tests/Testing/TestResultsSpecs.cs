using Actors.Dev.Testing;

namespace Actors.Dev.Tests.Testing;

public sealed class TestResultsSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Adds_up_the_outcomes_of_all_files()
    {
        _folder.File("a.trx", Trx("Passed", "Passed", "Failed"));
        _folder.File("b.trx", Trx("Passed", "NotExecuted", "Timeout"));
        _folder.File("c.txt", Trx("Failed"));

        Assert.Equal(new TestTotals(3, 2, 1), TestResults.Totals(TestResults.Read(_folder.Path)));
    }

    [Fact]
    public void No_results_are_no_tests()
    {
        Assert.Empty(TestResults.Read(_folder.At("none")));
        _folder.File("a.trx", Trx());
        Assert.Empty(TestResults.Read(_folder.Path));
    }

    [Fact]
    public void A_file_cut_short_counts_as_a_failure()
    {
        _folder.File("a.trx", Trx("Passed")[..80]);

        Assert.Equal(new TestRun(TestResults.CutShort, TestOutcome.Failed, TimeSpan.Zero), Assert.Single(TestResults.Read(_folder.Path)));
    }

    [Fact]
    public void Each_test_has_its_name_and_its_time()
    {
        _folder.File("a.trx", Trx("Passed"));

        Assert.Equal(new TestRun("x", TestOutcome.Passed, TimeSpan.FromSeconds(3.5)), Assert.Single(TestResults.Read(_folder.Path)));
    }

    [Theory]
    [InlineData(3, 0, 0, "3 passed, 0 failed")]
    [InlineData(3, 1, 2, "3 passed, 1 failed, 2 skipped")]
    public void The_last_line_says_it_all(int passed, int failed, int skipped, string expected) =>
        Assert.Equal(expected, new TestTotals(passed, failed, skipped).ToString());

    private static string Trx(params string[] outcomes) =>
        "<?xml version=\"1.0\"?><TestRun xmlns=\"http://microsoft.com/schemas/VisualStudio/TeamTest/2010\"><Results>"
        + string.Concat(
            outcomes.Select(outcome => $"<UnitTestResult testName=\"x\" duration=\"00:00:03.5000000\" outcome=\"{outcome}\" />"))
        + "</Results></TestRun>";
}
