using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Bench.Reporting;

/// <summary>All that one run of the comparison gave.</summary>
/// <param name="Began">When it began.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Rounds">Rounds of each scenario, but of those that need one only.</param>
/// <param name="Processors">How many processors the machine has.</param>
/// <param name="Systems">What was compared.</param>
/// <param name="Scenarios">What was done to each.</param>
/// <param name="Series">The figures.</param>
/// <param name="Failures">What could not be measured.</param>
internal sealed record Comparison(
    DateTime Began, int Seconds, int Rounds, int Processors, IReadOnlyList<Compared> Systems, IReadOnlyList<Faced> Scenarios,
    IReadOnlyList<Series> Series, IReadOnlyList<Failure> Failures)
{
    public string ToJson() => JsonSerializer.Serialize(this, ComparisonJson.Default.Comparison);
}

/// <summary>A system that was compared.</summary>
internal sealed record Compared(string Name, string Title, string Version);

/// <summary>A scenario.</summary>
internal sealed record Faced(string Name, string About);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(Comparison))]
internal sealed partial class ComparisonJson : JsonSerializerContext;
