using Actors.Bench.Reporting;
using Actors.Bench.Scenarios;

namespace Actors.Bench.Tests;

public class ComparisonPageSpecs
{
    private static readonly string Page = $"before\n{ComparisonPage.Begin}\nold figures\n{ComparisonPage.End}\nafter\n";

    private static readonly Comparison Run = new(
        new DateTime(2026, 12, 1, 0, 0, 0, DateTimeKind.Utc), 600, 2, 2,
        [new("ours", "Actors", "Actors 1.0.0, HAProxy 3.0.11"), new("nginx", "nginx", "nginx 1.30.6")],
        [new("kill", "a node dies"), new("agent", "the agent dies")],
        [
            new("kill", "nginx", [Of(0.5, 2), Of(1.5, 0)]), new("kill", "ours", [Of(0.25, 0), Of(0.25, 0)]),
            new("agent", "ours", [Of(3, 0)]),
        ],
        [new("kill", "nginx", "it did not end")]);

    [Fact]
    public void Figures_take_the_place_of_those_before_and_nothing_else_changes()
    {
        var page = ComparisonPage.With(Page, Run);

        Assert.StartsWith($"before\n{ComparisonPage.Begin}\n", page, StringComparison.Ordinal);
        Assert.EndsWith($"{ComparisonPage.End}\nafter\n", page, StringComparison.Ordinal);
        Assert.DoesNotContain("old figures", page, StringComparison.Ordinal);
        Assert.Equal(page, ComparisonPage.With(page, Run));
    }

    [Fact]
    public void Each_scenario_has_a_row_for_each_system_with_medians_the_worst_and_sums()
    {
        var lines = ComparisonPage.With(Page, Run).Split('\n');

        Assert.Contains("| Actors | Actors 1.0.0, HAProxy 3.0.11 |", lines);
        Assert.Contains("| Actors | 0.25 | 2,000 | 0 | 0 | 0 | 0 | 0 | 5.00 | 2 |", lines);
        Assert.Contains("| nginx | 1.00 (1.50) | 2,000 | 2 | 0 | 0 | 0 | 0 | 5.00 | 2 |", lines);
        Assert.Contains("Not measured: `kill` of nginx: it did not end", lines);
    }

    [Fact]
    public void What_a_scenario_means_nothing_for_has_an_empty_row() =>
        Assert.Contains("| nginx |  |  |  |  |  |  |  |  |  |", ComparisonPage.With(Page, Run).Split('\n'));

    [Fact]
    public void A_page_without_a_place_for_figures_is_refused() => Assert.Contains(
        ComparisonPage.Begin, Assert.Throws<InvalidOperationException>(() => ComparisonPage.With("nothing", Run)).Message,
        StringComparison.Ordinal);

    private static Round Of(double seconds, int lostGet) => Round.Of(
        new Traffic(1000, lostGet, 0, 0, Twice: 0, FailingSeconds: 0, Slow: 0, P99Milliseconds: 5, Reloads: 1, []),
        ("until out s", seconds));
}
