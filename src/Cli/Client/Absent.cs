using System.Text.Json.Serialization.Metadata;
using Actors.Contracts.Api;
using Actors.Contracts.Management;

namespace Actors.Cli.Client;

/// <summary>What of a path an agent does not have, with the names of what it has.</summary>
internal static class Absent
{
    /// <param name="path">The path that was asked.</param>
    /// <param name="problem">The agent's refusal.</param>
    /// <param name="ask">Asks for a list.</param>
    /// <returns>The failure; null for a path that names nothing.</returns>
    public static async Task<CommandFailed?> OfAsync(string path, ProblemDocument problem, Func<string, Task<ManagementAnswer>> ask)
    {
        var parts = path.Split('/');
        var name = parts.Length > 2 ? Uri.UnescapeDataString(parts[2]) : "";
        return parts switch
        {
            ["api", "nodes", _, ..] => AgentFailures.Unknown(
                "node", name,
                Names(
                    await ask(AgentClient.NodesPath), ContractJson.Reader.IReadOnlyListNodeView, nodes => nodes.Select(node => node.Name)),
                problem),
            ["api", "services", _, ..] => AgentFailures.Unknown(
                "service", name,
                Names(
                    await ask("api/status"), ContractJson.Reader.AgentStatus,
                    status => status.Services.Select(service => service.Name)),
                problem),
            _ => null,
        };
    }

    private static string[]? Names<T>(ManagementAnswer answer, JsonTypeInfo<T> type, Func<T, IEnumerable<string>> names)
        where T : class =>
        answer.IsGood && ContractJson.Read(answer.Body, type) is { } there ? [.. names(there).Where(NodeNames.IsValid)] : null;
}
