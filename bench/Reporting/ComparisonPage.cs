using System.Globalization;
using System.Text;
using Actors.Bench.Scenarios;

namespace Actors.Bench.Reporting;

/// <summary>The figures of a comparison as a page has them, between two marks: a table for each scenario, a row for each system.</summary>
internal static class ComparisonPage
{
    public const string Begin = "<!-- figures: written by ./actors bench peers --write -->";
    public const string End = "<!-- figures: end -->";

    private static readonly string[] OfTraffic =
        ["sent", "lost GET", "lost POST", "of them in flight", "failing s", "over 1 s", "p99 ms", "reloads"];

    /// <summary>The page with these figures in place of those that it has.</summary>
    /// <exception cref="InvalidOperationException">It has no place for figures.</exception>
    public static string With(string page, Comparison comparison)
    {
        var begin = page.IndexOf(Begin, StringComparison.Ordinal);
        var end = page.IndexOf(End, StringComparison.Ordinal);
        return begin >= 0 && end > begin
            ? page[..begin] + Begin + "\n\n" + Figures(comparison) + page[end..]
            : throw new InvalidOperationException($"The page has no lines '{Begin}' and '{End}'; its figures stand between them.");
    }

    private static string Figures(Comparison comparison)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Measured on {comparison.Began:yyyy-MM-dd} on a machine of {comparison.Processors} ")
            .Append(CultureInfo.InvariantCulture, $"processors, {comparison.Rounds} rounds, in {Minutes(comparison.Seconds)}. ")
            .Append("Medians, the worst in brackets where it differs; lost requests of all rounds together.\n\n");
        text.Append("| system | versions |\n|---|---|\n");
        foreach (var system in comparison.Systems)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {system.Title} | {system.Version} |\n");
        }

        foreach (var scenario in comparison.Scenarios)
        {
            var series = comparison.Systems.Select(system => (system.Title, Series: comparison.Series.FirstOrDefault(one =>
                one.Scenario == scenario.Name && one.System == system.Name))).ToList();
            text.Append(CultureInfo.InvariantCulture, $"\n### `{scenario.Name}`: {scenario.About}\n\n").Append(Table(series));
        }

        foreach (var failure in comparison.Failures)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nNot measured: `{failure.Scenario}` of {failure.System}: {failure.Message}\n");
        }

        return text.Append('\n').ToString();
    }

    private static string Table(IReadOnlyList<(string Title, Series? Series)> systems)
    {
        var names = systems.SelectMany(system => system.Series?.Rounds ?? []).SelectMany(round => round.Measures.Keys)
            .Where(name => name.EndsWith(" s", StringComparison.Ordinal)).Distinct().ToList();
        string[] columns = ["system", .. names, .. OfTraffic];
        var text = new StringBuilder($"| {string.Join(" | ", columns)} |\n|{string.Concat(columns.Select(_ => "---|"))}\n");
        foreach (var (title, series) in systems)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", [title, .. Row(names, series)])} |\n");
        }

        return text.ToString();
    }

    private static IEnumerable<string> Row(List<string> names, Series? series)
    {
        if (series is null)
        {
            return Enumerable.Repeat("", names.Count + OfTraffic.Length);
        }

        var seen = series.Rounds.Select(round => round.Traffic).OfType<Traffic>().ToList();
        return
        [
            .. names.Select(name => WithWorst(series.Rounds.Where(round => round.Measures.ContainsKey(name))
                .Select(round => round.Measures[name]))),
            Whole(seen.Sum(one => one.Sent)), Whole(seen.Sum(one => one.LostGet)), Whole(seen.Sum(one => one.LostPost)),
            Whole(seen.Sum(one => one.LostInFlight)), WithWorst(seen.Select(one => one.FailingSeconds)),
            Whole(seen.Sum(one => one.Slow)), WithWorst(seen.Select(one => one.P99Milliseconds)), Whole(seen.Sum(one => one.Reloads)),
        ];
    }

    private static string WithWorst(IEnumerable<double> values)
    {
        var all = values.ToList();
        return all.Count == 0 ? "never"
            : Text(Median.Of(all)) is var median && Text(all.Max()) is var worst && median == worst ? median : $"{median} ({worst})";
    }

    private static string Whole(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(double value) =>
        value.ToString(value == 0 ? "0" : value < 10 ? "0.00" : value < 100 ? "0.0" : "N0", CultureInfo.InvariantCulture);

    private static string Minutes(int seconds) => seconds < 90 ? $"{seconds} s" : $"{(seconds + 30) / 60} minutes";
}
