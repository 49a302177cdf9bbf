using Actors.Cli.Nodes;
using Actors.Cli.Processes;
using Actors.Cli.State;

namespace Actors.Cli.Agents;

/// <summary>Which agent was asked for on the command line.</summary>
/// <param name="Url">Its address.</param>
/// <param name="Agent">Its name in the local system.</param>
/// <param name="TokenFile">A file with its token.</param>
internal sealed record AgentChoice(string? Url, string? Agent, string? TokenFile);

/// <summary>An agent to speak to, and the token that it is told.</summary>
internal sealed record AgentTarget(Uri Url, AgentToken Token)
{
    public const string Variable = "ACTORS_URL";

    /// <summary>The agent at the address that is given, else one of the local system.</summary>
    /// <param name="choice">What the command line says.</param>
    /// <param name="variable">What the environment says.</param>
    /// <param name="folder">Where a local system would be.</param>
    public static AgentTarget Find(AgentChoice choice, Func<string, string?> variable, Func<RunFolder> folder)
    {
        if (choice is { Url: { } told, Agent: null })
        {
            return At(told, "--url", choice, variable, folder);
        }

        if (choice is { Url: not null })
        {
            throw new CommandFailed(ExitCode.Usage, "--agent picks one of the local system, --url one anywhere: give one of them.");
        }

        if (choice.Agent is null && variable(Variable) is { Length: > 0 } set)
        {
            return At(set, Variable, choice, variable, folder);
        }

        var here = folder();
        var agent = Local(choice.Agent, Running(here));
        return new AgentTarget(UrlOf(agent), AgentToken.Find(choice.TokenFile, variable, TokenFile(here, agent)));
    }

    /// <summary>Where a local agent keeps its token.</summary>
    public static string TokenFile(RunFolder folder, NodeRecord agent) => Path.Combine(folder.HomeOf(agent.Name), AgentToken.FileName);

    private static AgentTarget At(string text, string namedBy, AgentChoice choice, Func<string, string?> variable, Func<RunFolder> folder)
    {
        var url = AgentUrl.Parse(text) ?? throw new CommandFailed(ExitCode.Usage, AgentUrl.Fault(namedBy, text));
        return new AgentTarget(url, AgentToken.Find(choice.TokenFile, variable, TokenFileOf(url, folder)));
    }

    /// <summary>The token of a local agent is told to nobody else.</summary>
    private static string? TokenFileOf(Uri url, Func<RunFolder> folder)
    {
        if (!url.IsLoopback)
        {
            return null;
        }

        try
        {
            var here = folder();
            return Agents(new RunStateFile(here.State).Read()).FirstOrDefault(agent => agent.ManagementPort == url.Port) is { } local
                ? TokenFile(here, local)
                : null;
        }
        catch (CommandFailed)
        {
            // The address is known; what else is here, and whether that can be read, is not what was asked.
            return null;
        }
    }

    private static RunState Running(RunFolder folder) =>
        new RunStateFile(folder.State).Read()?.OnBoot(ProcFs.BootId) is { } state && state.Nodes.Any(LocalSystem.IsAlive)
            ? state
            : throw new CommandFailed(
                ExitCode.NothingRuns,
                "nothing runs here, and no agent elsewhere is named.",
                "Start it: ./actors up",
                $"Or name one: --url http://HOST:8090, or {Variable} in the environment.");

    private static NodeRecord Local(string? name, RunState state) =>
        Agents(state).FirstOrDefault(agent => name is null || agent.Name == name)
        ?? throw new CommandFailed(
            ExitCode.UnknownNode, name is null ? "no ha agent runs here." : $"there is no ha agent '{name}' here.", "./actors ps lists the nodes.");

    private static IEnumerable<NodeRecord> Agents(RunState? state) => state?.Nodes.Where(node => node.Role == NodeRole.Ha) ?? [];

    private static Uri UrlOf(NodeRecord agent) => new($"http://127.0.0.1:{agent.ManagementPort}/");
}
