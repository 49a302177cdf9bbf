using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Actors.Backend.Health;

/// <summary>Why an app is unhealthy, in a line for an operator.</summary>
internal static class HealthReason
{
    /// <summary>The checks that fail, by name, with what each says; empty where none does.</summary>
    public static string Of(HealthReport report) => string.Join("; ", report.Entries
        .Where(entry => entry.Value.Status == HealthStatus.Unhealthy)
        .OrderBy(entry => entry.Key, StringComparer.Ordinal)
        .Select(entry =>
        (entry.Value.Description ?? entry.Value.Exception?.Message) is { Length: > 0 } why ? $"{entry.Key}: {why}" : entry.Key));
}
