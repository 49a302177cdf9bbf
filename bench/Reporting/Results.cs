using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Bench.Scenarios;

namespace Actors.Bench.Reporting;

/// <summary>Everything that was measured, in the order in which it first came.</summary>
internal sealed class Results
{
    private readonly List<Series> _series = [];
    private readonly List<Failure> _failures = [];

    public IReadOnlyList<Series> Series => _series;

    public IReadOnlyList<Failure> Failures => _failures;

    public void Add(string scenario, string system, Round round)
    {
        var series = _series.Find(one => one.Scenario == scenario && one.System == system);
        if (series is null)
        {
            _series.Add(series = new Series(scenario, system, []));
        }

        series.Rounds.Add(round);
    }

    public void AddFailure(string scenario, string system, string message) => _failures.Add(new Failure(scenario, system, message));

    public string ToJson() => JsonSerializer.Serialize(this, ResultsJson.Default.Results);
}

/// <summary>The rounds of one scenario on one system.</summary>
internal sealed record Series(string Scenario, string System, List<Round> Rounds);

/// <summary>A round that did not come to its end.</summary>
internal sealed record Failure(string Scenario, string System, string Message);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(Results))]
internal sealed partial class ResultsJson : JsonSerializerContext;
