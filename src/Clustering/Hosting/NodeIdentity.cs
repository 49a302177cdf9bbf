namespace Actors.Clustering.Hosting;

/// <summary>What a member says of itself when it joins.</summary>
/// <param name="Roles">Its roles.</param>
/// <param name="AppVersion">Its AppVersion, which carries its name and what it says of itself.</param>
public sealed record NodeIdentity(IReadOnlyList<string> Roles, string AppVersion)
{
    /// <summary>A node that serves nothing itself, and so has no other version than its program's: a seed or an agent.</summary>
    /// <param name="role">Its role.</param>
    /// <param name="name">Its name.</param>
    /// <param name="page">Where its page is for others (<see cref="AgentPage"/>); empty for nowhere.</param>
    /// <param name="keepsHaProxy">Whether its HAProxy serves on when it stops (<see cref="AgentOnStop"/>).</param>
    public static NodeIdentity For(string role, string name, string page = "", bool keepsHaProxy = false) => new(
        role == NodeRoles.Ha ? [role, NodeRoles.Coordinator] : [role],
        NodeDescription.NamedVersion(ProductVersion.Text, name, page, keepsHaProxy));

    /// <summary>A node that serves what <paramref name="description"/> says.</summary>
    public static NodeIdentity For(NodeDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        return new([NodeRoles.Web], description.ToAppVersion());
    }
}
