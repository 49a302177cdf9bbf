using Actors.Cli.Views;
using Actors.Dev.Testing;
using Spectre.Console.Rendering;

namespace Actors.Dev.Tests.Testing;

public sealed class TestSummarySpecs
{
    private static readonly ProjectRun Quick = Of(
        "A.Tests", 0, 2, ("N.S.ASpecs.One(x: \"a.b\")", TestOutcome.Passed, 0.2), ("N.S.ASpecs.Two", TestOutcome.Skipped, 0));
    private static readonly ProjectRun Slow = Of("EndToEnd", 1, 125, ("N.BSpecs.Three", TestOutcome.Failed, 9));

    [Fact]
    public void The_slowest_project_stands_first()
    {
        var lines = Lines(TestSummary.Projects([Quick, Slow, Of("None", 0, 1)]));

        Assert.Equal(3, lines.Length);
        Assert.Equal(["EndToEnd", "2", "min", "5", "s", "0", "1", "0"], Words(lines[1]));
        Assert.Equal(["A.Tests", "2.0", "s", "1", "0", "1"], Words(lines[2]));
    }

    [Fact]
    public void The_slowest_tests_are_named_shortly()
    {
        var many = Of("C", 0, 1, [.. Enumerable.Range(0, 20).Select(index => ($"N.CSpecs.T{index}", TestOutcome.Passed, 0.01))]);

        var lines = Lines(TestSummary.Tests([Quick, Slow, many]));

        Assert.Equal(TestSummary.Slowest + 1, lines.Length);
        Assert.Equal(["9.0", "s", "EndToEnd", "BSpecs.Three"], Words(lines[1]));
        Assert.Equal(["0.2", "s", "A.Tests", "ASpecs.One(x:", "\"a.b\")"], Words(lines[2]));
    }

    [Fact]
    public void What_failed_is_listed_with_how_often()
    {
        var passed = Of("EndToEnd", 0, 1, ("N.BSpecs.Three", TestOutcome.Passed, 9));

        Assert.Equal(["Failed: EndToEnd: N.BSpecs.Three"], TestSummary.Failures([Quick, Slow]));
        Assert.Equal(["Failed 1 of 3 times: EndToEnd: N.BSpecs.Three"], TestSummary.Failures([passed, Slow, passed]));
    }

    [Fact]
    public void A_runner_that_fails_without_a_failed_test_is_broken()
    {
        Assert.True(Of("A", 1, 1, ("T", TestOutcome.Passed, 1)).IsBroken);
        Assert.False(Slow.IsBroken);
        Assert.False(Quick.IsBroken);
    }

    private static ProjectRun Of(
        string name, int exitCode, double seconds, params (string Name, TestOutcome Outcome, double Seconds)[] tests) => new(
        name, [.. tests.Select(test => new TestRun(test.Name, test.Outcome, TimeSpan.FromSeconds(test.Seconds)))], exitCode,
        TimeSpan.FromSeconds(seconds));

    private static string[] Lines(IRenderable what)
    {
        using var text = new StringWriter();
        new Output(text, TextWriter.Null, interactive: false).Show(what);
        return text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
