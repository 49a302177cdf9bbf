using Actors.Cli.Client;
using Actors.Contracts.Management;
using Actors.Dev.Processes;
using Actors.Dev.State;

namespace Actors.Dev.Nodes;

/// <summary>The local system, as the operator's commands know it.</summary>
/// <param name="folder">Where it is, asked for only where a command needs it.</param>
internal sealed class LocalNodes(Func<RunFolder> folder) : ILocalNodes
{
    /// <summary>Where a node keeps its token.</summary>
    public static string TokenFile(RunFolder folder, NodeRecord node) => Path.Combine(folder.HomeOf(node.Name), TokenSearch.FileName);

    /// <inheritdoc />
    public IReadOnlyList<string> OtherAgents { get; } = ["One of the local system: --agent NAME. What runs here: ./actors ps"];

    /// <inheritdoc />
    public LocalNode Agent(string? name)
    {
        var here = folder();
        var state = Running(
            here,
            "nothing runs here, and no agent elsewhere is named.",
            $"Or name one: --url http://HOST:8090, or {AgentTarget.Variable} in the environment.");
        return Agents(state).FirstOrDefault(agent => name is null || agent.Name == name) is { } agent
            ? Node(here, agent)
            : throw new CommandFailed(
                ExitCode.Unknown,
                name is null ? "no agent runs here." : $"no agent '{name}' was started here.",
                "./actors ps lists the nodes.");
    }

    /// <inheritdoc />
    public LocalNode Node(string? name)
    {
        var here = folder();
        var state = Running(here, "nothing runs here.");
        var node = name is null ? state.Nodes.First(LocalSystem.IsAlive) : LocalSystem.Named(state, name);
        return LocalSystem.IsAlive(node)
            ? Node(here, node)
            : throw new CommandFailed(ExitCode.NothingRuns, $"{node.Name} does not run.", $"./actors start {node.Name}");
    }

    /// <inheritdoc />
    public string? TokenFileAt(int managementPort)
    {
        try
        {
            var here = folder();
            return Agents(new RunStateFile(here.State).Read()).FirstOrDefault(agent => agent.ManagementPort == managementPort) is { } local
                ? TokenFile(here, local)
                : null;
        }
        catch (CommandFailed)
        {
            // The address is known; what else is here, and whether that can be read, is not what was asked.
            return null;
        }
    }

    private static RunState Running(RunFolder folder, string fault, params string[] elsewhere) =>
        new RunStateFile(folder.State).Read()?.OnBoot(ProcFs.BootId) is { } state && state.Nodes.Any(LocalSystem.IsAlive)
            ? state
            : throw new CommandFailed(ExitCode.NothingRuns, fault, ["Start it: ./actors up", .. elsewhere]);

    private static IEnumerable<NodeRecord> Agents(RunState? state) => state?.Nodes.Where(node => node.Role == NodeRole.Ha) ?? [];

    private static LocalNode Node(RunFolder folder, NodeRecord node) =>
        new(node.Name, new Uri($"http://127.0.0.1:{node.ManagementPort}/"), TokenFile(folder, node));
}
