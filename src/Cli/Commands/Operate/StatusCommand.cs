using System.CommandLine;
using Actors.Cli.Views;
using Actors.Contracts.Api;

namespace Actors.Cli.Commands.Operate;

/// <summary><c>actors status</c>: the health of the services, then an agent, its HAProxy and the other agents.</summary>
internal static class StatusCommand
{
    public static Command Create(CommandHost host)
    {
        var options = new AgentOptions(host);
        var watch = new WatchOption();
        var command = watch.AddTo(options.AddTo(new Command("status", "Shows the health of the services, the agents and HAProxy.")));
        command.SetAction((parsed, cancellationToken) =>
        {
            var session = options.Open(parsed);
            return watch.RunAsync(parsed, session.Output, host, end => ShowAsync(session, host.ProgramName, end), cancellationToken);
        });
        return command;
    }

    private static async Task<int> ShowAsync(AgentSession session, string program, CancellationToken cancellationToken)
    {
        var status = await session.Agent.StatusAsync(cancellationToken);
        var services = session.IsJson ? null : await session.ServicesAsync(cancellationToken);
        session.Show(
            status, ContractJson.Reader.AgentStatus,
            report => StatusView.Of(report, services, session.Time.GetUtcNow(), program));
        return ExitCode.Ok;
    }
}
