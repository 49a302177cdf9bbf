namespace Actors.Cli.Client;

/// <summary>For a program that starts no nodes: each command names the node that it is about.</summary>
internal sealed class NoLocalNodes : ILocalNodes
{
    private static readonly string NameAgent = $"Name one: --url http://HOST:8090, or {AgentTarget.Variable} in the environment.";

    private const string NameNode = "Name one: --url http://HOST:8558";

    /// <inheritdoc />
    public IReadOnlyList<string> OtherAgents => [];

    /// <inheritdoc />
    public LocalNode Agent(string? name) => throw (name is null
        ? new CommandFailed(ExitCode.NothingRuns, "no agent is named.", NameAgent)
        : new CommandFailed(ExitCode.Usage, $"--agent {name}: this program starts no agents.", NameAgent));

    /// <inheritdoc />
    public LocalNode Node(string? name) => throw (name is null
        ? new CommandFailed(ExitCode.NothingRuns, "no node is named.", NameNode)
        : new CommandFailed(ExitCode.Usage, $"--node {name}: this program starts no nodes.", NameNode));

    /// <inheritdoc />
    public string? TokenFileAt(int managementPort) => null;
}
