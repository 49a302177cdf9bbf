
namespace Actors.HaAgent.Overrides;

/// <summary>The overrides have changed.</summary>
/// <param name="Overrides">What they are now.</param>
public sealed record OverridesChanged(OverrideBook Overrides);

/// <summary>An override is in force: on this agent's disk, and on its way to the others.</summary>
/// <param name="Override">What holds for the node now; null for nothing.</param>
public sealed record OverrideGiven(NodeOverride? Override);

/// <summary>An override was not taken.</summary>
/// <param name="Field">The field that is wrong: <c>node</c>, <c>service</c>, <c>weight</c> or <c>by</c>.</param>
/// <param name="Why">Why, and what would be right.</param>
public sealed record OverrideRefused(string Field, string Why)
{
    /// <summary>Why an override may not be given; null where it may.</summary>
    public static OverrideRefused? Of(OverrideBook book, string node, OverrideChange change, string by) =>
        change is OverrideChange.SetCanary ? ServiceOverride.IsKey(node) ? OfShared(book, node, by) : new OverrideRefused("service", $"a service's name is {NodeNames.Rule}")
        : !NodeNames.IsValid(node) ? new OverrideRefused("node", $"a node's name is {NodeNames.Rule}")
        : change is OverrideChange.SetWeight { Weight: < 0 or > 256 } ? new OverrideRefused("weight", "must be 0 to 256, or null for the node's own")
        : OfShared(book, node, by);

    private static OverrideRefused? OfShared(OverrideBook book, string node, string by) =>
        !NodeOverride.IsBy(by) ? new OverrideRefused("by", $"must be 1 to {NodeOverride.LongestBy} characters without control characters")
        : book.For(node) is null && book.InForce.Count() >= OverrideBook.Most ? new OverrideRefused("node", $"there are {OverrideBook.Most} overrides, and no more may be: take some back")
        : null;
}
