namespace Actors.Clustering;

/// <summary>The roles of the cluster, and the prefixes of those that describe a node.</summary>
public static class NodeRoles
{
    /// <summary>A node that others join through.</summary>
    public const string Seed = "seed";

    /// <summary>An agent beside a HAProxy.</summary>
    public const string Ha = "ha";

    /// <summary>A node that serves requests.</summary>
    public const string Web = "web";

    /// <summary>Prefix of the role that carries the node's name.</summary>
    public const string NamePrefix = "name.";

    /// <summary>The name that a member's roles carry, or null where they carry none, two or a bad one.</summary>
    public static string? NameOf(IEnumerable<string> roles)
    {
        var names = roles.Where(role => role.StartsWith(NamePrefix, StringComparison.Ordinal)).ToList();
        return names.Count == 1 && NodeNames.IsValid(names[0][NamePrefix.Length..]) ? names[0][NamePrefix.Length..] : null;
    }
}
