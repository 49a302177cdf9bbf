namespace Actors.Cli.Client;

/// <summary>For a program that starts no nodes: each command names the node that it is about.</summary>
internal sealed class NoLocalNodes : ILocalNodes
{
    /// <inheritdoc />
    public LocalNode Agent(string? name) => throw new CommandFailed(
        ExitCode.NothingRuns, "no agent is named.", $"Name one: --url http://HOST:8090, or {AgentTarget.Variable} in the environment.");

    /// <inheritdoc />
    public LocalNode Node(string? name) =>
        throw new CommandFailed(ExitCode.NothingRuns, "no node is named.", "Name one: --url http://HOST:8558");

    /// <inheritdoc />
    public string? TokenFileAt(int managementPort) => null;
}
