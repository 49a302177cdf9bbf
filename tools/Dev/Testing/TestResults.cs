using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Actors.Dev.Testing;

/// <summary>How many tests went which way.</summary>
internal readonly record struct TestTotals(int Passed, int Failed, int Skipped)
{
    public int Run => Passed + Failed;

    public static TestTotals operator +(TestTotals one, TestTotals other) => Add(one, other);

    public static TestTotals Add(TestTotals one, TestTotals other) =>
        new(one.Passed + other.Passed, one.Failed + other.Failed, one.Skipped + other.Skipped);

    /// <summary>The last line of <c>./actors test</c>.</summary>
    public override string ToString()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Passed} passed, {Failed} failed");
        return Skipped > 0 ? text + string.Create(CultureInfo.InvariantCulture, $", {Skipped} skipped") : text;
    }
}

/// <summary>How a test went.</summary>
internal enum TestOutcome
{
    Passed,

    /// <summary>Failed, Error, Timeout, Aborted, and whatever may come: not passed is failed.</summary>
    Failed,

    Skipped,
}

/// <summary>One test of a run.</summary>
/// <param name="Name">Its whole name, with a theory's values.</param>
/// <param name="Outcome">How it went.</param>
/// <param name="Took">Without what it shares with others.</param>
internal sealed record TestRun(string Name, TestOutcome Outcome, TimeSpan Took);

/// <summary>Reads the runner's own results (trx), not its chatter.</summary>
internal static class TestResults
{
    /// <summary>The name that a result file cut short goes by.</summary>
    public const string CutShort = "(a result file that was cut short)";

    /// <summary>The tests of all result files in a folder; none where there is no folder.</summary>
    public static ImmutableArray<TestRun> Read(string folder) => Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder, "*.trx").SelectMany(ReadFile)]
        : [];

    /// <summary>Counted by outcome: the runner's own counters leave skipped tests out.</summary>
    public static TestTotals Totals(IReadOnlyCollection<TestRun> tests) => new(
        tests.Count(test => test.Outcome == TestOutcome.Passed),
        tests.Count(test => test.Outcome == TestOutcome.Failed),
        tests.Count(test => test.Outcome == TestOutcome.Skipped));

    private static IReadOnlyList<TestRun> ReadFile(string path)
    {
        try
        {
            return [.. XDocument.Load(path).Descendants().Where(element => element.Name.LocalName == "UnitTestResult").Select(Read)];
        }
        catch (XmlException)
        {
            // The runner was ended while it wrote.
            return [new TestRun(CutShort, TestOutcome.Failed, TimeSpan.Zero)];
        }
    }

    private static TestRun Read(XElement result) => new(
        (string?)result.Attribute("testName") ?? "?",
        (string?)result.Attribute("outcome") switch
        {
            "Passed" => TestOutcome.Passed,
            "NotExecuted" => TestOutcome.Skipped,
            _ => TestOutcome.Failed,
        },
        TimeSpan.TryParse((string?)result.Attribute("duration"), CultureInfo.InvariantCulture, out var took) ? took : TimeSpan.Zero);
}
