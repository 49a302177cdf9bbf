using System.CommandLine;
using System.CommandLine.Help;

namespace Actors.Cli.Commands;

/// <summary>How a command is written, in one line.</summary>
internal static class CommandUsage
{
    /// <param name="called">The program and the commands up to this one.</param>
    /// <param name="command">The command.</param>
    public static string Of(string called, Command command) => string.Join(' ', Parts(called, command));

    /// <summary>An argument.</summary>
    public static string Of(Argument argument)
    {
        var name = argument.Arity.MaximumNumberOfValues > 1 ? argument.Name + " ..." : argument.Name;
        return argument.HelpName ?? (argument.Arity.MinimumNumberOfValues > 0 ? name : $"[{name}]");
    }

    private static IEnumerable<string> Parts(string called, Command command)
    {
        yield return called;
        if (command.Subcommands.Any(inner => !inner.Hidden))
        {
            yield return command.Action is null ? "COMMAND" : "[COMMAND]";
        }

        foreach (var argument in command.Arguments.Where(argument => !argument.Hidden))
        {
            yield return Of(argument);
        }

        if (command.Options.Concat(Inherited(command)).Any(option => !option.Hidden && option is not HelpOption))
        {
            yield return "[OPTION ...]";
        }
    }

    /// <summary>The options that a command has from those above it.</summary>
    public static IEnumerable<Option> Inherited(Command command) => command.Parents.OfType<Command>().SelectMany(
        above => above.Options.Where(option => option.Recursive && !option.Hidden).Concat(Inherited(above)));
}
