using System.Globalization;
using Actors.Bench.Scenarios;
using Spectre.Console;

namespace Actors.Bench.Reporting;

/// <summary>The results for people: a row for each figure, what users saw on the first row of each scenario and system.</summary>
internal static class ResultsTable
{
    private static readonly string[] Columns =
        ["scenario", "system", "rounds", "figure", "median", "worst", "sent", "lost GET", "lost POST", "in flight", "twice",
            "failing s (worst)", "p99 ms", "reloads"];

    /// <summary>To the terminal, with what could not be measured.</summary>
    public static void Write(Results results)
    {
        // A pipe has no width of its own; the table is wide.
        AnsiConsole.Profile.Width = Console.IsOutputRedirected ? 180 : AnsiConsole.Profile.Width;
        AnsiConsole.Write(Of(results));
        results.Failures.ToList().ForEach(failure =>
            Console.WriteLine($"not measured: {failure.Scenario}, {failure.System}: {failure.Message}"));
    }

    private static Table Of(Results results)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in Columns)
        {
            table.AddColumn(
                new TableColumn(column)
                {
                    Alignment = column is "scenario" or "system" or "figure" ? Justify.Left : Justify.Right,
                    NoWrap = true
                });
        }

        // The same scenario of both systems one below the other.
        foreach (var series in results.Series.GroupBy(one => one.Scenario).SelectMany(group => group))
        {
            foreach (var (row, index) in Rows(series).Select((row, index) => (row, index)))
            {
                table.AddRow(
                    [.. index == 0 ? [series.Scenario, series.System, Text(series.Rounds.Count)] : (string[])["", "", ""], .. row]);
            }
        }

        return table;
    }

    private static IEnumerable<string[]> Rows(Series series)
    {
        var traffic = Traffic(series.Rounds);
        foreach (var name in series.Rounds[0].Measures.Keys)
        {
            var values = series.Rounds.Where(round => round.Measures.ContainsKey(name)).Select(round => round.Measures[name]).ToList();
            yield return [name, Text(Median.Of(values)), Text(values.Max()), .. traffic];
            traffic = [.. traffic.Select(_ => "")];
        }
    }

    private static string[] Traffic(IEnumerable<Round> rounds)
    {
        var seen = rounds.Select(round => round.Traffic).OfType<Traffic>().ToList();
        return seen.Count == 0
            ? ["", "", "", "", "", "", "", ""]
            :
            [
                Text(seen.Sum(one => one.Sent)), Text(seen.Sum(one => one.LostGet)), Text(seen.Sum(one => one.LostPost)),
                Text(seen.Sum(one => one.LostInFlight)),
                Text(seen.Sum(one => one.Twice)), Text(seen.Max(one => one.FailingSeconds)),
                Text(Median.Of(seen.Select(one => one.P99Milliseconds))), Text(seen.Sum(one => one.Reloads)),
            ];
    }

    private static string Text(double value) =>
        value.ToString(value == Math.Floor(value) ? "0" : value < 10 ? "0.000" : "0.0", CultureInfo.InvariantCulture);
}
