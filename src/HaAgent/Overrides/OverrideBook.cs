using System.Collections.Immutable;
using Actors.HaAgent.Events;

namespace Actors.HaAgent.Overrides;

/// <summary>
/// The overrides of all nodes: of each node the last that was said. Two books merge to the same wherever they are merged and however often.
/// Immutable; what changes nothing gives the same book.
/// </summary>
public sealed class OverrideBook
{
    /// <summary>The most overrides there are.</summary>
    public const int Most = 10_000;

    /// <summary>Nothing was ever said.</summary>
    public static readonly OverrideBook Empty = new(ImmutableSortedDictionary.Create<string, NodeOverride>(StringComparer.Ordinal));

    private readonly ImmutableSortedDictionary<string, NodeOverride> _last;

    private OverrideBook(ImmutableSortedDictionary<string, NodeOverride> last) => _last = last;

    /// <summary>The overrides that hold, by node.</summary>
    public IEnumerable<KeyValuePair<string, NodeOverride>> InForce => _last.Where(entry => entry.Value.IsInForce);

    /// <summary>The last that was said of each node, taken back or not.</summary>
    public IReadOnlyDictionary<string, NodeOverride> Last => _last;

    /// <summary>The override that holds for a node; null where there is none.</summary>
    public NodeOverride? For(string node) => _last.GetValueOrDefault(node) is { IsInForce: true } wanted ? wanted : null;

    /// <summary>The operators' freeze of all servers; null for none.</summary>
    public NodeOverride? Frozen => For(FreezeOverride.Key);

    /// <summary>The node gets no new traffic.</summary>
    public OverrideBook Drain(string node, Author author, DateTimeOffset now) => Say(node, AdminState.Drain, WeightOf(node), author, now);

    /// <summary>The node gets nothing.</summary>
    public OverrideBook Maintenance(string node, Author author, DateTimeOffset now) =>
        Say(node, AdminState.Maintenance, WeightOf(node), author, now);

    /// <summary>Drain and maintenance are taken back. Said even where this book knows of none: another one may.</summary>
    public OverrideBook Ready(string node, Author author, DateTimeOffset now) => Say(node, null, WeightOf(node), author, now);

    /// <summary>The node's share; null for its own.</summary>
    public OverrideBook Weight(string node, int? weight, Author author, DateTimeOffset now) =>
        Say(node, _last.GetValueOrDefault(node)?.State, weight, author, now);

    /// <summary>How a service's traffic is split; null for by the weights.</summary>
    public OverrideBook Canary(string key, CanaryShare? canary, Author author, DateTimeOffset now) =>
        Say(key, null, null, author, now, canary);

    /// <summary>All servers are frozen, or thawed. Said even where this book knows of no freeze: another one may.</summary>
    public OverrideBook Freeze(bool frozen, Author author, DateTimeOffset now) =>
        Say(FreezeOverride.Key, null, null, author, now, frozen: frozen);

    /// <summary>All is taken back, where there is anything.</summary>
    public OverrideBook Forget(string node, Author author, DateTimeOffset now) =>
        For(node) is null ? this : Say(node, null, null, author, now);

    /// <summary>The book after a change.</summary>
    public OverrideBook With(string node, OverrideChange change, Author author, DateTimeOffset now) => change switch
    {
        OverrideChange.Drain => Drain(node, author, now),
        OverrideChange.Maintenance => Maintenance(node, author, now),
        OverrideChange.Ready => Ready(node, author, now),
        OverrideChange.SetWeight set => Weight(node, set.Weight, author, now),
        OverrideChange.SetCanary set => Canary(node, set.Canary, author, now),
        OverrideChange.SetFrozen set => Freeze(set.Frozen, author, now),
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, "no such change"),
    };

    /// <summary>Both; of each node the later override. What is not valid is passed over.</summary>
    public OverrideBook Merge(IEnumerable<KeyValuePair<string, NodeOverride>> others)
    {
        var newer = others.Where(other => other.Value.IsValid && ServiceOverride.Fits(other.Key, other.Value) && IsNew(other))
            .GroupBy(other => other.Key, other => other.Value, StringComparer.Ordinal)
            .Select(node => KeyValuePair.Create(node.Key, node.Max(NodeOverride.ByTime)!)).ToList();
        return newer.Count == 0 ? this : Bounded(_last.SetItems(newer));
    }

    /// <summary>Both; of each node the later override.</summary>
    public OverrideBook Merge(OverrideBook other) => Merge(other._last);

    /// <summary>The book without the memory of what was taken back before a moment.</summary>
    public OverrideBook WithoutTakenBackBefore(DateTimeOffset moment) =>
        _last.Where(entry => IsTakenBackBefore(entry.Value, moment)).Select(entry => entry.Key).ToList() is { Count: > 0 } old
            ? new OverrideBook(_last.RemoveRange(old))
            : this;

    // A thaw is remembered for good: an agent that was off for long must not bring the freeze back.
    internal static bool IsTakenBackBefore(NodeOverride wanted, DateTimeOffset moment) =>
        wanted is { IsInForce: false, Frozen: null } && wanted.At < moment;

    private bool IsNew(KeyValuePair<string, NodeOverride> other) =>
        !_last.TryGetValue(other.Key, out var known) || NodeOverride.ByTime.Compare(other.Value, known) > 0;

    private int? WeightOf(string node) => _last.GetValueOrDefault(node)?.Weight;

    // Later than what it follows, whatever the clocks say: an agent whose clock lags must be able to take an override back.
    private OverrideBook Say(
        string node, AdminState? state, int? weight, Author author, DateTimeOffset now, CanaryShare? canary = null, bool? frozen = null)
    {
        var at = _last.GetValueOrDefault(node) is { } before && now <= before.At ? before.At.AddTicks(1) : now;
        return Bounded(_last.SetItem(
            node,
            new NodeOverride(state, weight, author.By, at)
            {
                Canary = canary,
                Frozen = frozen,
                From = author.From,
                Reason = author.Reason,
            }));
    }

    // What was taken back goes first, then the oldest; the freeze never.
    private static OverrideBook Bounded(ImmutableSortedDictionary<string, NodeOverride> last) => new(last.Count <= Most
        ? last
        : last.RemoveRange(
        [
            .. last.OrderBy(entry => entry.Value.Frozen is not null)
                .ThenBy(entry => entry.Value.IsInForce)
                .ThenBy(entry => entry.Value, NodeOverride.ByTime)
                .ThenBy(entry => entry.Key, StringComparer.Ordinal)
                .Take(last.Count - Most)
                .Select(entry => entry.Key),
        ]));
}
