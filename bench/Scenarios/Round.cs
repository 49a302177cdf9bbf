namespace Actors.Bench.Scenarios;

/// <summary>What one round of a scenario gave on one system.</summary>
/// <param name="Measures">Figures by name; the name ends with their unit.</param>
/// <param name="Traffic">What its users saw, where there were any.</param>
internal sealed record Round(IReadOnlyDictionary<string, double> Measures, Traffic? Traffic = null)
{
    public static Round Of(Traffic? traffic, params (string Name, double Value)[] measures) =>
        new(measures.ToDictionary(measure => measure.Name, measure => measure.Value), traffic);

    /// <summary>With the times from an event at the balancer's agent to HAProxy having it, where the balancer tells them.</summary>
    public Round With(IEnumerable<double> changeTimes)
    {
        var sorted = changeTimes.Order().ToList();
        return sorted.Count == 0 ? this : this with
        {
            Measures = new Dictionary<string, double>(Measures)
            {
                ["event to applied, median ms"] = sorted[sorted.Count / 2],
                ["event to applied, p99 ms"] = sorted[(int)((sorted.Count - 1) * 0.99)],
            },
        };
    }
}
