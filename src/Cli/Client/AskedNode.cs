namespace Actors.Cli.Client;

/// <summary>The node that a command asks, and what it shows to be heard.</summary>
/// <param name="Name">What to call it in messages.</param>
/// <param name="Url">Its management port.</param>
/// <param name="Token">What commands to the cluster need; null where none is known.</param>
internal sealed record AskedNode(string Name, Uri Url, string? Token)
{
    /// <summary>The node of that name or at that address; without either the first that runs here, seeds first.</summary>
    /// <param name="nodes">What runs here.</param>
    /// <param name="name">The name of a node here.</param>
    /// <param name="url">Where another one is.</param>
    /// <param name="variable">The environment.</param>
    public static AskedNode Find(ILocalNodes nodes, string? name, Uri? url, Func<string, string?> variable)
    {
        if (url is not null)
        {
            return new AskedNode(url.Authority, url, AgentToken.Find(null, variable, null).Value);
        }

        var node = nodes.Node(name);
        return new AskedNode(node.Name, node.Url, AgentToken.Find(null, variable, node.TokenFile).Value);
    }
}
