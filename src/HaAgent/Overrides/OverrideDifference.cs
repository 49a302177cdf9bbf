using System.Collections.Immutable;
using System.Globalization;

namespace Actors.HaAgent.Overrides;

/// <summary>What overrides differ between two books, in words: what a change came of. Pure.</summary>
public static class OverrideDifference
{
    /// <summary>One short sentence for each node whose override differs, by name.</summary>
    public static ImmutableArray<string> Between(OverrideBook before, OverrideBook after) =>
    [
        .. after.Last
            .Where(entry => entry.Value.IsInForce || before.For(entry.Key) is not null)
            .Where(entry => !entry.Value.Equals(before.Last.GetValueOrDefault(entry.Key)))
            .Select(entry => $"{Of(entry.Key, entry.Value)} ({entry.Value.By})"),
    ];

    /// <summary>What has been said last of a node, of a service, or of all servers.</summary>
    /// <param name="key">Its key in the book.</param>
    /// <param name="said">What has been said.</param>
    public static string Of(string key, NodeOverride said)
    {
        ArgumentNullException.ThrowIfNull(said);
        return key == FreezeOverride.Key ? said.Frozen is true ? "servers frozen by override" : "servers thawed"
            : $"{key} {Words(said.IsInForce ? said : null)}";
    }

    /// <summary>An override in words.</summary>
    public static string Words(NodeOverride? wanted) => wanted is null ? "has no override any more" : string.Join(", ", new[]
    {
        wanted.State switch
        {
            AdminState.Drain => "drained by override",
            AdminState.Maintenance => "in maintenance by override",
            _ => null,
        },
        wanted.Canary is { } canary ? Text($"{canary.Share} % of it to version {canary.Version} by override") : null,
        wanted.Weight is { } weight ? Text($"weight {weight} by override") : null,
    }.OfType<string>());

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
