using System.CommandLine;
using System.Text.Json;
using Actors.Cli.Views;

namespace Actors.Cli.Commands.Operate;

/// <summary><c>actors diff A B</c>: what differs between the configurations of two revisions.</summary>
internal static class DiffCommand
{
    public static Command Create(CommandHost host)
    {
        var options = new AgentOptions(host);
        var from = Revision.Argument(host, "A");
        var to = Revision.Argument(host, "B");
        var command = options.AddTo(
            new Command(
                "diff",
                "Shows what differs between the configurations of two revisions. As a unified diff; nothing when they are the "
                + "same.") { from, to });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var session = options.Open(parsed);
            var (a, b) = (parsed.GetValue(from), parsed.GetValue(to));
            var diff = await session.Agent.DiffAsync(a, b, cancellationToken);
            if (session.IsJson)
            {
                session.Output.Json(JsonSerializer.Serialize(new DiffReport(a, b, diff), OperateJson.Readable.DiffReport));
                return ExitCode.Ok;
            }

            foreach (var line in DiffText.Lines(diff))
            {
                session.Output.Coloured(line.Text, line.Style);
            }

            return ExitCode.Ok;
        });
        return command;
    }
}
