using Actors.Cli.Testing;
using Actors.Cli.Tests.Support;

namespace Actors.Cli.Tests.Testing;

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

        Assert.Equal(new TestTotals(3, 2, 1), TestResults.Read(_folder.Path));
    }

    [Fact]
    public void No_results_are_no_tests()
    {
        Assert.Equal(default, TestResults.Read(_folder.At("none")));
        _folder.File("a.trx", Trx());
        Assert.Equal(default, TestResults.Read(_folder.Path));
    }

    [Fact]
    public void A_file_cut_short_counts_as_a_failure()
    {
        _folder.File("a.trx", Trx("Passed")[..80]);

        Assert.Equal(1, TestResults.Read(_folder.Path).Failed);
    }

    [Theory]
    [InlineData(3, 0, 0, "3 passed, 0 failed")]
    [InlineData(3, 1, 2, "3 passed, 1 failed, 2 skipped")]
    public void The_last_line_says_it_all(int passed, int failed, int skipped, string expected) =>
        Assert.Equal(expected, new TestTotals(passed, failed, skipped).ToString());

    private static string Trx(params string[] outcomes) =>
        "<?xml version=\"1.0\"?><TestRun xmlns=\"http://microsoft.com/schemas/VisualStudio/TeamTest/2010\"><Results>"
        + string.Concat(outcomes.Select(outcome => $"<UnitTestResult testName=\"x\" outcome=\"{outcome}\" />"))
        + "</Results></TestRun>";
}

public sealed class TestProjectsSpecs : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public TestProjectsSpecs()
    {
        foreach (var name in (string[])["EndToEnd", "Containers", "B.Tests", "Harness", "A.Tests"])
        {
            _root.File($"tests/{name}/{name}.csproj", "");
        }

        _root.File("tests/Golden/none/haproxy.cfg", "");
    }

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData(nameof(TestChoice.Usual), "A.Tests B.Tests EndToEnd")]
    [InlineData(nameof(TestChoice.AlsoContainers), "A.Tests B.Tests EndToEnd Containers")]
    [InlineData(nameof(TestChoice.OnlyContainers), "Containers")]
    [InlineData(nameof(TestChoice.OnlyFaults), "EndToEnd")]
    public void Quick_ones_first_containers_only_when_asked_for(string choice, string expected) =>
        Assert.Equal(expected, string.Join(' ', TestProjects.Find(_root.Path, Enum.Parse<TestChoice>(choice)).Select(TestProjects.NameOf)));

    [Theory]
    [InlineData(nameof(TestChoice.Usual), null, "Kind!=Faults")]
    [InlineData(nameof(TestChoice.Usual), "A|B", "(A|B)&Kind!=Faults")]
    [InlineData(nameof(TestChoice.OnlyFaults), "A", "(A)&Kind=Faults")]
    public void The_users_filter_never_brings_in_the_long_ones(string choice, string? filter, string expected) =>
        Assert.Equal(expected, TestProjects.FilterOf(Enum.Parse<TestChoice>(choice), filter));
}
