using System.CommandLine;
using Actors.Contracts.Api;
using Actors.Cli.Views;

namespace Actors.Cli.Commands.Operate;

/// <summary><c>actors status</c>: what an agent says of itself, its HAProxy and the other agents.</summary>
internal static class StatusCommand
{
    public static Command Create(CommandHost host)
    {
        var options = new AgentOptions(host);
        var command = options.AddTo(new Command("status", "Shows the health of the services, the agents and HAProxy."));
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var session = options.Open(parsed);
            session.Show(
                await session.Agent.StatusAsync(cancellationToken),
                ContractJson.Reader.AgentStatus,
                status => StatusView.Of(status, session.Time.GetUtcNow(), host.ProgramName));
            return ExitCode.Ok;
        });
        return command;
    }
}
