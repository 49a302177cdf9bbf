using System.CommandLine;
using Actors.Contracts.Api;
using Actors.Cli.Client;

namespace Actors.Cli.Commands.Operate;

/// <summary>The nodes that a command is about: by name, or all of a service, a version, a zone.</summary>
/// <param name="options">The agent.</param>
/// <param name="program">As the user calls the program.</param>
internal sealed class NodeSelector(AgentOptions options, string program)
{
    private readonly Option<string?> _service = new("--service") { Description = "All nodes of this service.", HelpName = "SERVICE" };

    private readonly Option<string?> _version =
        new("--version") { Description = "All nodes of this version; 2 is 2.0.1 as well.", HelpName = "V" };

    private readonly Option<string?> _zone = new("--zone") { Description = "All nodes of this zone.", HelpName = "ZONE" };

    private readonly Option<bool> _all = new("--all") { Description = "All nodes." };

    /// <summary>The names.</summary>
    public Argument<string[]> Names { get; } =
        NodeArgument.Any(options, "Nodes, such as web-1 web-2; or one of the options that choose them.");

    /// <summary>The options; the names are an argument of the command's own.</summary>
    public void AddOptionsTo(Command command)
    {
        command.Options.Add(_service);
        command.Options.Add(_version);
        command.Options.Add(_zone);
        command.Options.Add(_all);
        command.Validators.Add(result =>
        {
            var isGiven = result.GetResult(_service) is { Implicit: false } || result.GetResult(_version) is { Implicit: false }
                || result.GetResult(_zone) is { Implicit: false } || result.GetValue(_all);
            if (isGiven == HasNames(result.GetResult(Names)?.Tokens.Count ?? 0))
            {
                result.AddError(isGiven
                    ? "give nodes, or --service, --version, --zone or --all, not both."
                    : "missing NODE: nodes, such as web-1 web-2, or --service, --version, --zone or --all.");
            }
        });
    }

    /// <summary>How many of the words behind the nodes are something else.</summary>
    public int WordsBehind { get; init; }

    /// <summary>The nodes; one that is only named is not looked for.</summary>
    /// <param name="session">The agent.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    /// <exception cref="CommandFailed">No node is chosen.</exception>
    public async Task<IReadOnlyList<string>> ChooseAsync(AgentSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        string[] words = parsed.GetValue(Names) ?? [];
        if (HasNames(words.Length))
        {
            return [.. words.Take(words.Length - WordsBehind).Distinct(StringComparer.Ordinal)];
        }

        var (service, version, zone) = (parsed.GetValue(_service), parsed.GetValue(_version), parsed.GetValue(_zone));
        var nodes = await session.NodesAsync(cancellationToken);
        string[] chosen =
        [
            .. nodes.Where(node => (service is null || node.Service == service) && (zone is null || node.Zone == zone)
                && (version is null || new CanaryShare(version, 0).Matches(node.Version))).Select(node => node.Name),
        ];
        return chosen.Length > 0 ? chosen
            : service is not null && nodes.All(node => node.Service != service)
            ? throw AgentFailures.Unknown("service", service, [.. nodes.Select(node => node.Service).Distinct()], null)
            : throw new CommandFailed(
                ExitCode.Unknown, "no node is chosen by that.", $"{program} nodes -o wide shows services, versions and zones.");
    }

    private bool HasNames(int words) => words > WordsBehind;
}
