namespace Actors.Cli.Client;

/// <summary>The node that a command asks, and what it shows to be heard.</summary>
/// <param name="Name">What to call it in messages.</param>
/// <param name="Url">Its management port.</param>
/// <param name="Token">What commands to the cluster need; null where none is known.</param>
internal sealed record AskedNode(string Name, Uri Url, string? Token)
{
    /// <summary>
    /// The node of that name or at that address; without either the one at the address of the environment, else the first that runs here.
    /// </summary>
    /// <param name="nodes">What runs here.</param>
    /// <param name="name">The name of a node here.</param>
    /// <param name="url">Where another one is.</param>
    /// <param name="tokenFile">A file with its token.</param>
    /// <param name="variable">The environment.</param>
    public static AskedNode Find(ILocalNodes nodes, string? name, Uri? url, string? tokenFile, Func<string, string?> variable)
    {
        if (url is not null && name is not null)
        {
            throw new CommandFailed(ExitCode.Usage, "--node picks one of the local system, --url one anywhere: give one of them.");
        }

        if (name is null && (url ?? Set(variable)) is { } told)
        {
            // The token of a node here is told to no other program.
            var ofNode = told.IsLoopback ? nodes.TokenFileAt(told.Port) : null;
            return new AskedNode(told.Authority, told, AgentToken.Find(tokenFile, variable, ofNode).Value);
        }

        var node = nodes.Node(name);
        return new AskedNode(node.Name, node.Url, AgentToken.Find(tokenFile, variable, node.TokenFile).Value);
    }

    private static Uri? Set(Func<string, string?> variable) => variable(AgentTarget.Variable) is { Length: > 0 } set
        ? AgentUrl.Parse(set) ?? throw new CommandFailed(ExitCode.Usage, AgentUrl.Fault(AgentTarget.Variable, set))
        : null;
}
