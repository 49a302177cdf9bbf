using Actors.Cli.Nodes;
using Actors.Cli.State;

namespace Actors.Cli.Commands.Inspect;

/// <summary>The node that a command asks, and what it shows to be heard.</summary>
/// <param name="Name">What to call it in messages.</param>
/// <param name="Url">Its management port.</param>
/// <param name="Token">What orders need; null where none is known.</param>
internal sealed record AskedNode(string Name, Uri Url, string? Token)
{
    public const string TokenVariable = "ACTORS_TOKEN";
    public const string TokenFileVariable = "ACTORS_TOKEN_FILE";

    /// <summary>The name of the file in a node's state folder.</summary>
    public const string TokenFile = "api-token";

    /// <summary>The node of that name or at that address; without either the first that runs here, seeds first.</summary>
    /// <param name="system">What runs here.</param>
    /// <param name="name">The name of a node here.</param>
    /// <param name="url">Where another one is.</param>
    /// <param name="variable">The environment.</param>
    public static AskedNode Find(LocalSystem system, string? name, Uri? url, Func<string, string?> variable)
    {
        if (url is not null)
        {
            return new AskedNode(url.Authority, url, Given(variable));
        }

        var state = system.LoadRunning();
        var node = name is null ? state.Nodes.First(LocalSystem.IsAlive) : LocalSystem.Named(state, name);
        if (!LocalSystem.IsAlive(node))
        {
            throw new CommandFailed(ExitCode.NothingRuns, $"{node.Name} does not run.", $"./actors start {node.Name}");
        }

        return new AskedNode(node.Name, new Uri($"http://127.0.0.1:{node.ManagementPort}/"), Given(variable) ?? Own(system, node));
    }

    private static string? Given(Func<string, string?> variable)
    {
        if (variable(TokenVariable)?.Trim() is { Length: > 0 } token)
        {
            return token;
        }

        if (variable(TokenFileVariable) is not { Length: > 0 } file)
        {
            return null;
        }

        return File.Exists(file)
            ? File.ReadAllText(file).Trim()
            : throw new CommandFailed(ExitCode.Usage, $"{TokenFileVariable} names '{file}', which is no file that can be read.");
    }

    private static string? Own(LocalSystem system, NodeRecord node)
    {
        var file = Path.Combine(system.Folder.HomeOf(node.Name), TokenFile);
        return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
    }
}
