using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Walk.Reporting;

/// <summary>What a step came to.</summary>
/// <param name="Number">The original's number.</param>
/// <param name="Title">What it is about.</param>
/// <param name="About">What happened.</param>
/// <param name="Seconds">How long it took; null when it was not walked.</param>
/// <param name="Failure">Why it was not walked to its end; null when it was.</param>
/// <param name="Checks">What was checked.</param>
/// <param name="Files">The evidence, as paths in the folder of the walk.</param>
/// <param name="Pictures">Those of the files that are pictures.</param>
internal sealed record StepReport(
    int Number,
    string Title,
    string About,
    double? Seconds,
    string? Failure,
    IReadOnlyList<WalkCheck> Checks,
    IReadOnlyList<string> Files,
    IReadOnlyList<WalkPicture> Pictures)
{
    public bool Passed => Failure is null && Checks.All(check => check.Passed);

    public static StepReport NotWalked(WalkStep step) =>
        new(step.Number, step.Title, step.About, null, "not walked, since the one before did not come to its end", [], [], []);
}

/// <summary>What the walk came to: what <c>walk --json</c> prints.</summary>
/// <param name="Passed">Whether everything that was checked was so.</param>
/// <param name="Folder">Where the evidence is.</param>
/// <param name="Kind">processes or containers.</param>
/// <param name="Haproxy">HAProxy's version.</param>
/// <param name="At">When it began.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Remark">What is missing for a reason; null for nothing.</param>
/// <param name="Steps">One for each step.</param>
internal sealed record WalkReport(
    bool Passed,
    string Folder,
    string Kind,
    string? Haproxy,
    DateTimeOffset At,
    double Seconds,
    string? Remark,
    IReadOnlyList<StepReport> Steps)
{
    public string ToJson() => JsonSerializer.Serialize(this, WalkJson.Default.WalkReport);
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WalkReport))]
internal sealed partial class WalkJson : JsonSerializerContext;
