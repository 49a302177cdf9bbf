using System.CommandLine;
using System.Text.Json;
using Actors.Cli.Commands;
using Actors.Dev.Nodes;
using Actors.Dev.Views;

namespace Actors.Dev.Commands;

/// <summary><c>./actors logs NAME</c>: what a node has said.</summary>
internal static class LogsCommand
{
    public static Command Create()
    {
        var (name, json) = (DevOptions.Name(), CommonOptions.Json());
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with each new line, until Ctrl-C." };
        var lines = new Option<int>("--lines", "-n")
        {
            Description = "How many of the last lines.",
            DefaultValueFactory = _ => 50,
            CustomParser = Number.Parser("--lines", 0, 1_000_000),
            HelpName = "N",
        };
        var command = new Command("logs", "Shows the end of a node's log. HAProxy's is in that of its agent.")
        {
            name, follow, lines, json,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            LocalSystem.OnThisMachine(parsed.GetValue(json)),
            parsed.GetRequiredValue(name),
            parsed.GetValue(lines),
            parsed.GetValue(follow),
            parsed.GetValue(json),
            cancellationToken));
        return command;
    }

    internal static async Task<int> RunAsync(
        LocalSystem system, string name, int lines, bool follow, bool isJson, CancellationToken cancellationToken)
    {
        var path = system.Folder.LogOf(name);
        // The log outlives the node: after a failed start it is what one wants to see.
        if (name.Contains('/', StringComparison.Ordinal) || !File.Exists(path))
        {
            LocalSystem.Named(system.Load(), name);
        }

        if (follow)
        {
            await LogTail.FollowAsync(path, lines, line => Say(line), system.Time, cancellationToken);
            return ExitCode.Ok;
        }

        Say([.. LogTail.Last(path, lines)]);
        return ExitCode.Ok;

        void Say(params IReadOnlyList<string> some)
        {
            if (isJson)
            {
                system.Output.Json(JsonSerializer.Serialize(new LogLines(name, some), DevJson.Readable.LogLines));
                return;
            }

            foreach (var line in some)
            {
                system.Output.Raw(line);
            }
        }
    }
}
