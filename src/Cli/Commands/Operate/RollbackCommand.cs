using System.CommandLine;
using System.Globalization;

namespace Actors.Cli.Commands.Operate;

/// <summary><c>actors rollback REVISION</c>: the template of an earlier revision, until unpinned.</summary>
internal static class RollbackCommand
{
    public static Command Create(CommandHost host)
    {
        var options = new AgentOptions(host);
        var revision = Revision.Argument(host, "REVISION");
        var command = options.AddTo(
            new Command(
                "rollback",
                $"Brings back the template of an earlier revision. Nodes, weights and overrides stay as they are; {host.ProgramName} unpin "
                    + "ends it.") { revision });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var session = options.Open(parsed);
            var wanted = parsed.GetValue(revision);
            session.Taken(
                await session.Agent.RollbackAsync(wanted, cancellationToken),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Pinning the template of revision {wanted}; nodes and overrides stay as they are. Undo: {host.ProgramName} unpin"));
            return ExitCode.Ok;
        });
        return command;
    }
}
