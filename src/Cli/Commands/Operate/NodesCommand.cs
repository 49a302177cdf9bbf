using System.CommandLine;
using Actors.Cli.Agents;
using Actors.Cli.Reporting;

namespace Actors.Cli.Commands.Operate;

/// <summary><c>./actors nodes</c>: each node as the cluster, the agent and HAProxy see it.</summary>
internal static class NodesCommand
{
    public static Command Create(Surroundings here)
    {
        var options = new AgentOptions(here);
        var command = options.AddTo(new Command("nodes", "Lists the nodes that an agent serves: state and reason, gossip, HAProxy and its counters."));
        command.SetAction(async (parsed, ct) =>
        {
            using var session = options.Open(parsed);
            session.Show(
                await session.Agent.Nodes(ct), AgentJson.Default.NodeAnswerArray, nodes => ServerTable.Of(nodes, session.Clock.GetUtcNow()));
            return ExitCode.Ok;
        });
        return command;
    }
}
