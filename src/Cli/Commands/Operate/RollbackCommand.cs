using System.CommandLine;
using System.Globalization;

namespace Actors.Cli.Commands.Operate;

/// <summary><c>actors rollback REVISION</c>: the template of an earlier revision, until unpinned.</summary>
internal static class RollbackCommand
{
    public static Command Create(CommandHost host)
    {
        var options = new AgentOptions(host, isChange: true);
        var revision = Revision.Argument(host, "REVISION");
        var wait = new WaitOptions();
        var command = wait.AddTo(options.AddTo(
            new Command(
                "rollback",
                $"Brings back the template of an earlier revision. Nodes, weights and overrides stay as they are; {host.ProgramName} unpin "
                    + "ends it.") { revision }));
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var session = options.Open(parsed);
            var wanted = parsed.GetValue(revision);
            return await new AgentWait(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Pinning the template of revision {wanted}; nodes and overrides stay as they are."),
                string.Create(CultureInfo.InvariantCulture, $"Pinned to the template of revision {wanted}"),
                $"{host.ProgramName} unpin", (_, now) => now.Pinned?.Revision == wanted).RunAsync(
                session, () => session.Agent.RollbackAsync(wanted, cancellationToken), wait.Of(parsed), cancellationToken);
        });
        return command;
    }
}
