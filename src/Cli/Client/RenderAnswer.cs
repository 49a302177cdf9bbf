using System.Text.Json;

namespace Actors.Cli.Client;

/// <summary>What an agent answers to <c>POST /api/render</c>.</summary>
/// <param name="Text">The configuration; null when the template has errors.</param>
/// <param name="Verdict">What <c>haproxy -c</c> has against it: JSON's null for nothing. One that is missing is no verdict, which is something else.</param>
/// <param name="Plan">What it would do to the HAProxy that runs.</param>
/// <param name="Errors">Of the template.</param>
internal sealed record RenderAnswer(string? Text, JsonElement Verdict, PlanAnswer? Plan, string? Errors)
{
    /// <summary>HAProxy was asked and has taken it.</summary>
    public bool IsTaken => Text is not null && Errors is null && Verdict.ValueKind == JsonValueKind.Null;
}

/// <summary>How a change would be carried out.</summary>
internal sealed record PlanAnswer(string? By, string? What, IReadOnlyList<string?>? Commands);
