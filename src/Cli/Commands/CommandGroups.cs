using System.CommandLine;

namespace Actors.Cli.Commands;

/// <summary>The commands in the groups of the help, in their order.</summary>
internal static class CommandGroups
{
    private static readonly (string Title, string[] Names)[] Titles =
    [
        ("Run nodes", ["seed", "agent", "node"]),
        ("Run locally", ["up", "ps", "scale", "start", "stop", "kill", "logs", "down"]),
        ("Look", ["status", "services", "nodes", "describe", "history", "diff", "events", "cluster", "dashboard"]),
        (
            "Operate",
            ["drain", "ready", "maintenance", "weight", "canary", "wait", "freeze", "thaw", "reload", "rollback", "unpin", "roll"]),
        ("Configure", ["render", "template", "certs", "completion"]),
        ("Develop", ["test", "bench", "soak", "walk", "docs", "pack"]),
        ("Help", ["help", "version"]),
    ];

    /// <summary>The groups that have commands; what is in none stands at the end, without a title.</summary>
    /// <param name="commands">The commands of a program.</param>
    public static IEnumerable<(string Title, IReadOnlyList<Command> Commands)> Of(IEnumerable<Command> commands)
    {
        var left = commands.Where(command => !command.Hidden).ToList();
        foreach (var (title, names) in Titles)
        {
            Command[] group = [.. names.SelectMany(name => left.Where(command => command.Name == name))];
            left.RemoveAll(group.Contains);
            if (group.Length > 0)
            {
                yield return (title, group);
            }
        }

        if (left.Count > 0)
        {
            yield return ("", left);
        }
    }
}
