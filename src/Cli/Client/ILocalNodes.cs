namespace Actors.Cli.Client;

/// <summary>
/// The nodes that run on this machine: what a command is about where the user names no address. Given by the program that hosts the
/// commands.
/// </summary>
internal interface ILocalNodes
{
    /// <summary>How an agent of this machine is asked in place of one that does not answer, one line each.</summary>
    IReadOnlyList<string> OtherAgents { get; }

    /// <summary>The agent of that name; without a name the first.</summary>
    /// <exception cref="CommandFailed">Nothing runs here, no agent of that name does, or this program starts none.</exception>
    LocalNode Agent(string? name);

    /// <summary>The node of that name, whatever it is; without a name the first that runs.</summary>
    /// <exception cref="CommandFailed">Nothing runs here, no node of that name does, or this program starts none.</exception>
    LocalNode Node(string? name);

    /// <summary>Where the agent with that management port keeps its token; null where there is no such agent.</summary>
    string? TokenFileAt(int managementPort);
}

/// <summary>A node on this machine.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Url">Its management port.</param>
/// <param name="TokenFile">Where it keeps its token, if it has one.</param>
internal sealed record LocalNode(string Name, Uri Url, string TokenFile);
