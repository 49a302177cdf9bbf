namespace Actors.WebNode.Programs;

/// <summary>What checks come to: well with the first that passes, ill with the second in a row that fails. Pure.</summary>
/// <param name="IsHealthy">Whether the program is taken to be well.</param>
/// <param name="Failed">Checks in a row that have failed.</param>
public sealed record HealthCount(bool IsHealthy, int Failed)
{
    private const int Fall = 2;

    /// <summary>Nothing has answered yet.</summary>
    public static readonly HealthCount Unknown = new(false, 0);

    /// <summary>After one more check.</summary>
    public HealthCount After(bool passed) =>
        passed ? new HealthCount(true, 0) : new HealthCount(IsHealthy && Failed + 1 < Fall, Failed + 1);
}
