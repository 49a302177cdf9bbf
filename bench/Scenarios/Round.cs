namespace Actors.Bench.Scenarios;

/// <summary>What one round of a scenario gave on one system.</summary>
/// <param name="Measures">Figures by name; the name ends with their unit.</param>
/// <param name="Traffic">What its users saw, where there were any.</param>
internal sealed record Round(IReadOnlyDictionary<string, double> Measures, Traffic? Traffic = null)
{
    public static Round Of(Traffic? traffic, params (string Name, double Value)[] measures) =>
        new(measures.ToDictionary(measure => measure.Name, measure => measure.Value), traffic);
}
