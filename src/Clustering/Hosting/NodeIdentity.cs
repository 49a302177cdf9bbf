namespace Actors.Clustering.Hosting;

/// <summary>What a member says of itself when it joins.</summary>
/// <param name="Roles">Its roles, the descriptive ones included.</param>
/// <param name="Version">Its AppVersion.</param>
public sealed record NodeIdentity(IReadOnlyList<string> Roles, string Version)
{
    /// <summary>A node that serves nothing itself: a seed or an agent.</summary>
    public static NodeIdentity For(string role, string name) => new([role, NodeRoles.NamePrefix + name], "1.0.0");

    /// <summary>A node that serves what <paramref name="description"/> says.</summary>
    public static NodeIdentity For(NodeDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        return new([NodeRoles.Web, .. description.ToRoles()], description.Version);
    }
}
