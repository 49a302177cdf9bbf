using Actors.Cli.Agents;
using Actors.Cli.Nodes;

namespace Actors.Cli.Commands.Inspect;

/// <summary>The node that a command asks, and what it shows to be heard.</summary>
/// <param name="Name">What to call it in messages.</param>
/// <param name="Url">Its management port.</param>
/// <param name="Token">What orders need; null where none is known.</param>
internal sealed record AskedNode(string Name, Uri Url, string? Token)
{
    /// <summary>The node of that name or at that address; without either the first that runs here, seeds first.</summary>
    /// <param name="system">What runs here.</param>
    /// <param name="name">The name of a node here.</param>
    /// <param name="url">Where another one is.</param>
    /// <param name="variable">The environment.</param>
    public static AskedNode Find(LocalSystem system, string? name, Uri? url, Func<string, string?> variable)
    {
        if (url is not null)
        {
            return new AskedNode(url.Authority, url, AgentToken.Find(null, variable, null).Value);
        }

        var state = system.LoadRunning();
        var node = name is null ? state.Nodes.First(LocalSystem.IsAlive) : LocalSystem.Named(state, name);
        if (!LocalSystem.IsAlive(node))
        {
            throw new CommandFailed(ExitCode.NothingRuns, $"{node.Name} does not run.", $"./actors start {node.Name}");
        }

        return new AskedNode(node.Name, new Uri($"http://127.0.0.1:{node.ManagementPort}/"), AgentToken.Find(null, variable, Path.Combine(system.Folder.HomeOf(node.Name), AgentToken.FileName)).Value);
    }
}
