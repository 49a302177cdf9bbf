using System.Text.Json;
using Actors.Contracts.Api;

namespace Actors.Cli.Commands.Operate;

/// <summary>Gives nodes an override, one after the other, and waits for all at once where that is wanted.</summary>
/// <param name="session">The agent, and the user.</param>
/// <param name="goal">What is so at the end.</param>
/// <param name="taken">Said of a node whose override the agent has taken.</param>
/// <param name="undo">What brings back the override of before; empty where that was the same.</param>
internal sealed class NodeOverriding(
    AgentSession session, NodeGoal goal, Func<string, string> taken, Func<string, NodeOverride?, string> undo)
{
    private readonly List<NodeResult> _results = [];
    private Dictionary<string, NodeOverride?> _before = [];
    private int _code;

    /// <param name="nodes">The nodes.</param>
    /// <param name="give">Gives one of them the override.</param>
    /// <param name="wait">How long to wait; null for not at all.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    /// <returns>The exit code: of the first that failed.</returns>
    public async Task<int> RunAsync(
        IReadOnlyList<string> nodes, Func<string, Task<string>> give, TimeSpan? wait, CancellationToken cancellationToken)
    {
        var isAnswerPrinted = wait is null && nodes.Count == 1;
        if (!isAnswerPrinted || !session.IsJson)
        {
            _before = await BeforeAsync(cancellationToken);
        }

        if (isAnswerPrinted)
        {
            session.Taken(await give(nodes[0]), taken(nodes[0]) + Undo(nodes[0]));
            return ExitCode.Ok;
        }

        var waiting = wait is { } timeout ? new Waiting(session, timeout) : null;
        var given = await GiveAsync(nodes, give, isWaiting: waiting is not null);
        if (waiting is not null && given.Count > 0)
        {
            await new NodeWait(session, goal, Undo, Say).RunAsync(given, waiting, cancellationToken);
        }

        if (session.IsJson)
        {
            session.Output.Json(JsonSerializer.Serialize(new NodeResults(_results), OperateJson.Readable.NodeResults));
        }

        return _code;
    }

    // Where the agent goes away in the middle, what it has taken so far is said all the same.
    private async Task<List<string>> GiveAsync(IReadOnlyList<string> nodes, Func<string, Task<string>> give, bool isWaiting)
    {
        var given = new List<string>();
        foreach (var (index, node) in nodes.Index())
        {
            try
            {
                await give(node);
                given.Add(node);
                if (!isWaiting)
                {
                    Say(new NodeResult(node, true, taken(node) + Undo(node)), ExitCode.Ok);
                }
            }
            catch (CommandFailed failure) when (failure.ExitCode is ExitCode.Failed or ExitCode.Unknown)
            {
                Say(new NodeResult(node, false, $"{node}: {failure.Message}") { Problem = failure.Problem }, failure.ExitCode);
            }
            catch (CommandFailed failure) when (index > 0)
            {
                Say(new NodeResult(node, false, $"{node}: {failure.Message}") { Problem = failure.Problem }, failure.ExitCode);
                foreach (var rest in nodes.Skip(index + 1))
                {
                    Say(new NodeResult(rest, false, $"{rest}: not asked for any more."), failure.ExitCode);
                }

                break;
            }
        }

        return given;
    }

    // An agent that does not say it is asked all the same, and nothing is said of an undo.
    private async Task<Dictionary<string, NodeOverride?>> BeforeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await session.NodesAsync(cancellationToken)).DistinctBy(node => node.Name)
                .ToDictionary(node => node.Name, node => node.Override, StringComparer.Ordinal);
        }
        catch (CommandFailed)
        {
            return [];
        }
    }

    private string Undo(string node) =>
        _before.TryGetValue(node, out var before) && undo(node, before) is { Length: > 0 } command ? $" Undo: {command}" : "";

    private void Say(NodeResult result, int code)
    {
        _results.Add(result);
        _code = _code == ExitCode.Ok ? code : _code;
        if (session.IsJson)
        {
            return;
        }

        if (result.Done)
        {
            session.Output.Good(result.Message);
        }
        else
        {
            session.Output.Bad(result.Message);
        }
    }
}
