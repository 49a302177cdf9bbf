using Actors.Contracts.Management;

namespace Actors.Cli.Client;

/// <summary>What an agent wants to see before it takes an override or a command.</summary>
/// <param name="Value">The token; null when there is none here.</param>
/// <param name="Source">Where it was found.</param>
/// <param name="Places">Everywhere it is looked for, the first one first.</param>
internal sealed record AgentToken(string? Value, string? Source, IReadOnlyList<string> Places)
{
    /// <param name="option">The file named on the command line.</param>
    /// <param name="variable">The environment.</param>
    /// <param name="ofAgent">The file of a local system's agent.</param>
    public static AgentToken Find(string? option, Func<string, string?> variable, string? ofAgent)
    {
        string[] places = ["--token-file", TokenSearch.Variable, TokenSearch.FileVariable, .. ofAgent is null ? [] : new[] { ofAgent }];
        try
        {
            var found = TokenSearch.Find(option, variable, ofAgent);
            return new AgentToken(found?.Value, found?.Source, places);
        }
        catch (NoTokenException fault)
        {
            throw new CommandFailed(ExitCode.Usage, fault.Message);
        }
    }
}
