using Actors.Cli.Views;
using Actors.Contracts.Api;

namespace Actors.Cli.Commands.Operate;

/// <summary>Waits until nodes are what an override wants of them.</summary>
/// <param name="session">The agent.</param>
/// <param name="goal">What is so at the end.</param>
/// <param name="undo">What is said of how to take it back.</param>
/// <param name="say">Hears what has become of each, with the exit code, as soon as it is so.</param>
internal sealed class NodeWait(AgentSession session, NodeGoal goal, Func<string, string> undo, Action<NodeResult, int> say)
{
    /// <summary>More are too much for a line.</summary>
    private const int MostNamed = 3;

    /// <param name="left">The nodes.</param>
    /// <param name="waiting">How long.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    public async Task RunAsync(List<string> left, Waiting waiting, CancellationToken cancellationToken)
    {
        try
        {
            var others = goal.IsOfEachAgent ? await OthersAsync(cancellationToken) : "";
            var (_, seen) = await waiting.UntilAsync(SeeAsync, now => Look(now, others), cancellationToken);
            foreach (var name in left)
            {
                var node = seen.Nodes.First(one => one.Name == name);
                Say(node, false, $"{name} not {goal.Done} after {Waiting.Seconds(waiting.Took)}: {Sessions(node)}, HAProxy reports "
                    + $"{NodeText.HaProxy(node.HaProxy).Text}{(seen.IsInSync ? "" : ", the agents are not in sync")}.{undo(name)}");
            }
        }
        catch (CommandFailed failure)
        {
            // They were taken, which must not be lost with the agent's answer.
            foreach (var name in left)
            {
                say(
                    new NodeResult(name, false, $"{name}: taken; whether it is {goal.Done} is not known: {failure.Message}{undo(name)}"),
                    failure.ExitCode);
            }
        }

        bool Look(Seen now, string others)
        {
            foreach (var name in left.ToArray())
            {
                var node = now.Nodes.FirstOrDefault(one => one.Name == name);
                if (node is null)
                {
                    left.Remove(name);
                    say(
                        new NodeResult(name, true, $"{name} is gone, {Waiting.Seconds(waiting.Took)}.") { Seconds = Seconds() },
                        ExitCode.Ok);
                }
                else if (goal.IsReached(node) && now.IsInSync)
                {
                    left.Remove(name);
                    Say(node, true, $"{name} {goal.Done}, {Sessions(node)}{others}, {Waiting.Seconds(waiting.Took)}.{undo(name)}");
                }
            }

            return left.Count == 0;
        }

        void Say(NodeView node, bool isDone, string message) => say(
            new NodeResult(node.Name, isDone, message) { Sessions = node.HaProxy?.Sessions, Seconds = Seconds() },
            isDone ? ExitCode.Ok : ExitCode.NotInTime);

        double Seconds() => Math.Round(waiting.Took.TotalSeconds, 1);
    }

    private async Task<Seen> SeeAsync(CancellationToken cancellationToken)
    {
        var nodes = await session.NodesAsync(cancellationToken);
        return new Seen(nodes, !goal.NeedsSync || AgentWait.IsInSync(await session.StatusAsync(cancellationToken)));
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

    /// <summary>What the agent says at a moment.</summary>
    private sealed record Seen(IReadOnlyList<NodeView> Nodes, bool IsInSync);
}
