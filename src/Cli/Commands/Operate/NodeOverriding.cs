using System.Text.Json;
using Actors.Cli.Views;
using Actors.Contracts.Api;

namespace Actors.Cli.Commands.Operate;

/// <summary>Gives nodes an override, one after the other, and waits for all at once where that is wanted.</summary>
/// <param name="session">The agent, and the user.</param>
/// <param name="goal">What is so at the end.</param>
/// <param name="taken">Said of a node whose override the agent has taken.</param>
/// <param name="undo">What takes it back; empty for nothing.</param>
internal sealed class NodeOverriding(AgentSession session, NodeGoal goal, Func<string, string> taken, Func<string, string> undo)
{
    /// <summary>More are too much for a line.</summary>
    private const int MostNamed = 3;

    private readonly List<NodeResult> _results = [];
    private int _code;

    /// <param name="nodes">The nodes.</param>
    /// <param name="give">Gives one of them the override.</param>
    /// <param name="wait">How long to wait; null for not at all.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    /// <returns>The exit code: of the first that failed.</returns>
    public async Task<int> RunAsync(
        IReadOnlyList<string> nodes, Func<string, Task<string>> give, TimeSpan? wait, CancellationToken cancellationToken)
    {
        if (wait is null && nodes is [var only])
        {
            session.Taken(await give(only), taken(only) + Undo(only));
            return ExitCode.Ok;
        }

        var waiting = wait is { } timeout ? new Waiting(session, timeout) : null;
        var given = new List<string>();
        foreach (var node in nodes)
        {
            try
            {
                await give(node);
                given.Add(node);
                if (waiting is null)
                {
                    Say(new NodeResult(node, true, taken(node) + Undo(node)), ExitCode.Ok);
                }
            }
            catch (CommandFailed failure) when (failure.ExitCode is ExitCode.Failed or ExitCode.Unknown)
            {
                Say(new NodeResult(node, false, $"{node}: {failure.Message}") { Problem = failure.Problem }, failure.ExitCode);
            }
        }

        if (waiting is not null)
        {
            await WaitAsync(given, waiting, cancellationToken);
        }

        if (session.IsJson)
        {
            session.Output.Json(JsonSerializer.Serialize(new NodeResults(_results), OperateJson.Readable.NodeResults));
        }

        return _code;
    }

    private async Task WaitAsync(List<string> left, Waiting waiting, CancellationToken cancellationToken)
    {
        var others = goal.IsOfEachAgent ? await OthersAsync(cancellationToken) : "";
        var (_, nodes) = await waiting.UntilAsync(session.NodesAsync, Look, cancellationToken);
        foreach (var name in left)
        {
            var node = nodes.First(one => one.Name == name);
            Say(
                new NodeResult(
                    name, false,
                    $"{name} not {goal.Done} after {Waiting.Seconds(waiting.Took)}: {Sessions(node)}, HAProxy says "
                    + $"{NodeText.HaProxy(node.HaProxy).Text}.{Undo(name)}")
                {
                    Sessions = node.HaProxy?.Sessions,
                    Seconds = Math.Round(waiting.Took.TotalSeconds, 1),
                },
                ExitCode.NotInTime);
        }

        bool Look(IReadOnlyList<NodeView> now)
        {
            foreach (var name in left.ToArray())
            {
                var node = now.FirstOrDefault(one => one.Name == name);
                if (node is null || goal.IsReached(node))
                {
                    left.Remove(name);
                    var what = node is null ? "is gone" : $"{goal.Done}, {Sessions(node)}{others}";
                    Say(
                        new NodeResult(name, true, $"{name} {what}, {Waiting.Seconds(waiting.Took)}.{(node is null ? "" : Undo(name))}")
                        {
                            Sessions = node?.HaProxy?.Sessions,
                            Seconds = Math.Round(waiting.Took.TotalSeconds, 1),
                        },
                        ExitCode.Ok);
                }
            }

            return left.Count == 0;
        }
    }

    // Each agent counts what its own HAProxy has.
    private async Task<string> OthersAsync(CancellationToken cancellationToken)
    {
        var status = await session.StatusAsync(cancellationToken);
        string[] others =
        [
            .. (status.Convergence?.Agents ?? []).Select(agent => agent.Name).Where(name => name != status.Name).Select(Words.Of),
        ];
        return others.Length == 0 ? "" : $" at {Words.Of(status.Name)} ({Listing.Of(others, MostNamed)} not asked)";
    }

    private static string Sessions(NodeView node) => Words.Count(node.HaProxy?.Sessions, "session")
        + (node.HaProxy is { Queue: > 0 and var queue } ? $" and {Words.Of(queue)} queued" : "")
        + (node.HaProxy is { SilentWorkers: > 0 and var silent }
            ? $", {Words.Count(silent, "old worker")} of HAProxy {(silent == 1 ? "does" : "do")} not answer and may have more"
            : "");

    private string Undo(string node) => undo(node) is { Length: > 0 } command ? $" Undo: {command}" : "";

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
