namespace Actors.HaAgent.Overrides;

/// <summary>An override was refused.</summary>
/// <param name="Field">The field that is wrong: <c>node</c>, <c>service</c>, <c>weight</c> or <c>by</c>.</param>
/// <param name="Why">Why, and what would be right.</param>
public sealed record OverrideRefused(string Field, string Why)
{
    /// <summary>Why an override may not be set; null where it may.</summary>
    public static OverrideRefused? Of(OverrideBook book, string subject, OverrideChange change, string by) => change switch
    {
        OverrideChange.SetCanary when !ServiceOverride.IsKey(subject) => new("service", $"a service's name is {NodeNames.Rule}"),
        not OverrideChange.SetCanary when !NodeNames.IsValid(subject) => new("node", $"a node's name is {NodeNames.Rule}"),
        OverrideChange.SetWeight { Weight: < 0 or > 256 } => new("weight", "must be 0 to 256, or null for the node's own"),
        _ when !NodeOverride.IsBy(by) => new("by", $"must be 1 to {NodeOverride.LongestBy} characters without control characters"),
        _ when book.For(subject) is null && book.InForce.Count() >= OverrideBook.Most =>
            new("node", $"there are {OverrideBook.Most} overrides, and no more may be: take some back"),
        _ => null,
    };
}
