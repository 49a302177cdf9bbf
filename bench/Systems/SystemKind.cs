namespace Actors.Bench.Systems;

/// <summary>A kind of system that can be measured.</summary>
internal sealed record SystemKind(string Name, Func<IBalancedSystem> Create)
{
    /// <param name="haProxy">HAProxy's program; null for that of the machine.</param>
    /// <param name="only">Only the one of that name; null for all.</param>
    public static IReadOnlyList<SystemKind> All(string? haProxy, string? only) =>
        [.. new SystemKind[] { new("ours", () => new Ours(haProxy)),
            new("original", () => new Original(haProxy)) }.Where(kind => only is null || kind.Name == only)];
}
