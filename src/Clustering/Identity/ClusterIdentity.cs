namespace Actors.Clustering.Identity;

/// <summary>What distinguishes one cluster from another of the same name (docs/adr/0033).</summary>
/// <param name="Value">A GUID, made by the node that formed the cluster.</param>
/// <param name="IsFresh">
/// Whether that node had no memory of any cluster: then this may be a second cluster of one system, formed only for want of memory.
/// </param>
public sealed record ClusterIdentity(string Value, bool IsFresh)
{
    /// <summary>That of a cluster which is formed without memory.</summary>
    public static ClusterIdentity New() => new(Guid.NewGuid().ToString(), IsFresh: true);

    /// <summary>Whether <paramref name="value"/> may be one: it comes from others and from a file.</summary>
    public static bool IsValid(string? value) => Guid.TryParseExact(value, "D", out _);
}
