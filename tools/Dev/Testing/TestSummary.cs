using System.Globalization;
using Actors.Cli.Views;
using Spectre.Console.Rendering;

namespace Actors.Dev.Testing;

/// <summary>What is said at the end of a test run: how long each project took, the slowest tests, and what failed how often.</summary>
internal static class TestSummary
{
    /// <summary>As many as are worth a look.</summary>
    public const int Slowest = 10;

    private static readonly Column[] ProjectColumns =
        ["PROJECT", Column.Number("TOOK"), Column.Number("PASSED"), Column.Number("FAILED"), Column.Number("SKIPPED")];

    private static readonly Column[] TestColumns = [Column.Number("SLOWEST"), "PROJECT", Column.Text("TEST")];

    /// <summary>Each project's wall time, the slowest first. Projects of which no test ran are left out.</summary>
    public static IRenderable Projects(IEnumerable<ProjectRun> runs) => Cell.Table(
        ProjectColumns,
        runs.Where(run => run.Tests.Length > 0 || run.IsBroken).OrderByDescending(run => run.Took).Select(run => Row(
            run.Name, Seconds(run.Took), Count(run.Totals.Passed), Count(run.Totals.Failed), Count(run.Totals.Skipped))));

    /// <summary>The tests that took longest.</summary>
    public static IRenderable Tests(IEnumerable<ProjectRun> runs) => Cell.Table(
        TestColumns,
        runs.SelectMany(run => run.Tests, (run, test) => (run.Name, Test: test)).OrderByDescending(entry => entry.Test.Took).Take(Slowest)
            .Select(entry => Row(Seconds(entry.Test.Took), entry.Name, ShortNameOf(entry.Test.Name))));

    /// <summary>One line for each test that failed, with how often of how many.</summary>
    public static IEnumerable<string> Failures(IReadOnlyCollection<ProjectRun> runs) => runs
        .SelectMany(run => run.Tests, (run, test) => (run.Name, Test: test))
        .GroupBy(entry => (entry.Name, entry.Test.Name))
        .Select(group => (group.Key, Failed: group.Count(entry => entry.Test.Outcome == TestOutcome.Failed), Of: group.Count()))
        .Where(group => group.Failed > 0)
        .OrderByDescending(group => group.Failed)
        .ThenBy(group => group.Key, Comparer<(string, string)>.Default)
        .Select(group => string.Create(
            CultureInfo.InvariantCulture,
            $"Failed{(group.Of > 1 ? $" {group.Failed} of {group.Of} times" : "")}: {group.Key.Item1}: {group.Key.Item2}"));

    /// <summary>A time as a person says it: <c>8.2 s</c>, <c>9 min 12 s</c>.</summary>
    public static string Seconds(TimeSpan time) => time < TimeSpan.FromMinutes(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds} s");

    /// <summary>Without the namespace, which the project says too.</summary>
    private static string ShortNameOf(string test)
    {
        var values = test.IndexOf('(', StringComparison.Ordinal);
        var name = values < 0 ? test : test[..values];
        var parts = name.Split('.');
        return string.Join('.', parts.TakeLast(2)) + (values < 0 ? "" : test[values..]);
    }

    private static IEnumerable<Cell> Row(params string[] texts) => texts.Select(text => Cell.Of(text));

    private static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);
}
