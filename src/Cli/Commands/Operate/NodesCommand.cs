using System.CommandLine;
using Actors.Contracts.Api;
using Actors.Cli.Views;

namespace Actors.Cli.Commands.Operate;

/// <summary><c>actors nodes</c>: each node as the cluster, the agent and HAProxy see it.</summary>
internal static class NodesCommand
{
    public static Command Create(CommandHost host)
    {
        var options = new AgentOptions(host);
        var command = options.AddTo(
            new Command("nodes", "Lists the nodes with what they serve, their state and why."));
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var session = options.Open(parsed);
            session.Show(
                await session.Agent.NodesAsync(cancellationToken),
                ContractJson.Reader.IReadOnlyListNodeView,
                nodes => ServerTable.Of(nodes, session.Time.GetUtcNow()));
            return ExitCode.Ok;
        });
        return command;
    }
}
