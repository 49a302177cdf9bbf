using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Actors.Cli.Testing;

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

/// <summary>Reads the runner's own results (trx), not its chatter.</summary>
internal static class TestResults
{
    /// <summary>All result files in a folder together.</summary>
    public static TestTotals Read(string folder) => Directory.Exists(folder)
        ? Directory.GetFiles(folder, "*.trx").Select(ReadFile).Aggregate(default(TestTotals), TestTotals.Add)
        : default;

    /// <summary>Counted by outcome: the runner's own counters leave skipped tests out.</summary>
    private static TestTotals ReadFile(string path)
    {
        try
        {
            var outcomes = XDocument.Load(path).Descendants()
                .Where(element => element.Name.LocalName == "UnitTestResult")
                .Select(element => (string?)element.Attribute("outcome"));
            var totals = default(TestTotals);
            foreach (var outcome in outcomes)
            {
                totals += outcome switch
                {
                    "Passed" => new TestTotals(1, 0, 0),
                    "NotExecuted" => new TestTotals(0, 0, 1),
                    // Failed, Error, Timeout, Aborted, and whatever may come: not passed is failed.
                    _ => new TestTotals(0, 1, 0),
                };
            }

            return totals;
        }
        catch (XmlException)
        {
            // The runner was ended while it wrote.
            return new TestTotals(0, 1, 0);
        }
    }
}
