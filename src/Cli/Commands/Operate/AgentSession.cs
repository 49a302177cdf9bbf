using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Actors.Cli.Client;
using Actors.Cli.Views;
using Actors.Contracts.Api;
using Spectre.Console.Rendering;

namespace Actors.Cli.Commands.Operate;

/// <summary>An agent that a command speaks to, and the user that it tells of it.</summary>
internal sealed record AgentSession(AgentClient Agent, Uri Url, Output Output, TimeProvider Time, OutputFormat Format)
{
    /// <summary>Whether a program reads what is printed.</summary>
    public bool IsJson => Format == OutputFormat.Json;

    /// <summary>Shows an answer: as it came, or as people like it.</summary>
    public void Show<T>(string answer, JsonTypeInfo<T> type, Func<T, IRenderable> view)
        where T : class
    {
        if (IsJson)
        {
            Output.Json(answer.TrimEnd());
        }
        else
        {
            Output.Show(view(Read(answer, type)));
        }
    }

    /// <summary>Shows some of a list: of JSON these elements as they came, their names, or as people like it.</summary>
    /// <param name="answer">The whole list, as it came.</param>
    /// <param name="names">The names of those that are wanted; null for all.</param>
    /// <param name="shown">The names of those that are shown to people.</param>
    /// <param name="view">Makes what people see.</param>
    public void ShowList(string answer, IReadOnlySet<string>? names, IEnumerable<string> shown, Func<bool, IRenderable> view)
    {
        switch (Format)
        {
            case OutputFormat.Json:
                Output.Json(names is null ? answer.TrimEnd() : JsonList.Only(answer, names));
                break;
            case OutputFormat.Name:
                foreach (var name in shown)
                {
                    Output.Raw(Words.Of(name));
                }

                break;
            default:
                Output.Show(view(Format == OutputFormat.Wide));
                break;
        }
    }

    /// <summary>Says what the agent has taken; as JSON its answer, or a document in its place where that is empty.</summary>
    public void Taken(string answer, string sentence)
    {
        if (IsJson)
        {
            Output.Json(string.IsNullOrWhiteSpace(answer)
                ? JsonSerializer.Serialize(new TakenReport(sentence), OperateJson.Readable.TakenReport)
                : answer.TrimEnd());
        }
        else
        {
            Output.Good(sentence);
        }
    }

    /// <summary>The services with what their clients get; null where the agent does not say it.</summary>
    public async Task<IReadOnlyList<ServiceView>?> ServicesAsync(CancellationToken cancellationToken) =>
        await Agent.ServicesAsync(cancellationToken) is { } answer ? Read(answer, ContractJson.Reader.IReadOnlyListServiceView) : null;

    /// <summary>The nodes.</summary>
    public async Task<IReadOnlyList<NodeView>> NodesAsync(CancellationToken cancellationToken) =>
        Read(await Agent.NodesAsync(cancellationToken), ContractJson.Reader.IReadOnlyListNodeView);

    /// <summary>The status.</summary>
    public async Task<AgentStatus> StatusAsync(CancellationToken cancellationToken) =>
        Read(await Agent.StatusAsync(cancellationToken), ContractJson.Reader.AgentStatus);

    /// <summary>
    /// The nodes as the agent answers, and with them the members that may not be servers: for people always, as JSON where one of them is
    /// asked for, since all that is asked for is the agent's answer as it came.
    /// </summary>
    /// <param name="wantsRefused">Whether one of them is asked for that is not among these.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    public async Task<(string Answer, IReadOnlyList<NodeView> Nodes)> AllNodesAsync(
        Predicate<IReadOnlyList<NodeView>> wantsRefused, CancellationToken cancellationToken)
    {
        var answer = await Agent.NodesAsync(cancellationToken);
        var served = Read(answer, ContractJson.Reader.IReadOnlyListNodeView);
        if (IsJson && !wantsRefused(served))
        {
            return (answer, served);
        }

        NodeView[] refused = [.. (await StatusAsync(cancellationToken)).Rejected.Select(NodeText.Refused)];
        return (
            IsJson ? JsonList.And(answer, refused.Select(node => JsonSerializer.Serialize(node, ContractJson.Readable.NodeView))) : answer,
            [.. served, .. refused]);
    }

    /// <summary>The answer as a value.</summary>
    public T Read<T>(string answer, JsonTypeInfo<T> type)
        where T : class =>
        ContractJson.Read(answer, type)
        ?? throw new CommandFailed(
            ExitCode.NothingRuns,
            $"what {Url} answers cannot be read.",
            "Is the agent of the same version as this program? --json shows its answer.");
}
