namespace Actors.Cli.Client;

/// <summary>Which agent was asked for on the command line.</summary>
/// <param name="Url">Its address.</param>
/// <param name="Agent">Its name in the local system.</param>
/// <param name="TokenFile">A file with its token.</param>
internal sealed record AgentChoice(string? Url, string? Agent, string? TokenFile);

/// <summary>An agent to speak to.</summary>
/// <param name="Url">Its address.</param>
/// <param name="Token">The token that it is sent.</param>
internal sealed record AgentTarget(Uri Url, AgentToken Token)
{
    public const string Variable = "ACTORS_URL";

    /// <summary>How another agent is asked where this one does not answer, one line each.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>The agent at the address that is given, else one of the local system.</summary>
    /// <param name="choice">What the command line says.</param>
    /// <param name="variable">What the environment says.</param>
    /// <param name="nodes">The local system.</param>
    public static AgentTarget Find(AgentChoice choice, Func<string, string?> variable, ILocalNodes nodes)
    {
        if (choice is { Url: { } told, Agent: null })
        {
            return At(told, "--url", choice, variable, nodes);
        }

        if (choice is { Url: not null })
        {
            throw new CommandFailed(ExitCode.Usage, "--agent picks one of the local system, --url one anywhere: give one of them.");
        }

        if (choice.Agent is null && variable(Variable) is { Length: > 0 } set)
        {
            return At(set, Variable, choice, variable, nodes);
        }

        var agent = nodes.Agent(choice.Agent);
        return new AgentTarget(agent.Url, AgentToken.Find(choice.TokenFile, variable, agent.TokenFile)) { Others = nodes.OtherAgents };
    }

    private static AgentTarget At(string text, string namedBy, AgentChoice choice, Func<string, string?> variable, ILocalNodes nodes)
    {
        var url = AgentUrl.Parse(text) ?? throw new CommandFailed(ExitCode.Usage, AgentUrl.Fault(namedBy, text));
        // The token of a local agent is told to no other program.
        var tokenFile = url.IsLoopback ? nodes.TokenFileAt(url.Port) : null;
        return new AgentTarget(url, AgentToken.Find(choice.TokenFile, variable, tokenFile)) { Others = nodes.OtherAgents };
    }
}
