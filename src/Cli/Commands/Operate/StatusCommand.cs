using System.CommandLine;
using Actors.Cli.Agents;
using Actors.Cli.Reporting;

namespace Actors.Cli.Commands.Operate;

/// <summary><c>./actors status</c>: what an agent says of itself, its HAProxy and the other agents.</summary>
internal static class StatusCommand
{
    public static Command Create(Surroundings here)
    {
        var options = new AgentOptions(here);
        var command = options.AddTo(new Command("status", "Shows an agent: its phase, how far all agents are, HAProxy, the last failure."));
        command.SetAction(async (parsed, ct) =>
        {
            using var session = options.Open(parsed);
            session.Show(
                await session.Agent.Status(ct), AgentJson.Default.StatusAnswer, status => StatusView.Of(status, session.Clock.GetUtcNow()));
            return ExitCode.Ok;
        });
        return command;
    }
}
