using System.CommandLine;
using System.CommandLine.Parsing;

namespace Actors.Cli.Commands;

/// <summary>What is wrong with a command line, in one line, and how it is written. Pure.</summary>
internal static class UsageErrors
{
    /// <param name="parsed">A command line with errors.</param>
    /// <param name="program">As the user calls the program.</param>
    public static CommandFailed Of(ParseResult parsed, string program)
    {
        var path = Path(parsed.CommandResult);
        var command = parsed.CommandResult.Command;
        var isGroup = command.Subcommands.Any(inner => !inner.Hidden);
        return new CommandFailed(ExitCode.Usage, Fault(parsed, command, isGroup), [.. Remedy(command, path, program, isGroup)])
        {
            Command = string.Join(' ', path),
        };
    }

    private static string Fault(ParseResult parsed, Command command, bool isGroup)
    {
        if (UnknownOption(parsed) is { } option)
        {
            return $"unknown option '{option}'.{NearestName.Hint(option, OptionsOf(parsed.CommandResult), "'")}";
        }

        if (parsed.UnmatchedTokens is [var token, ..])
        {
            return isGroup
                ? $"unknown command '{token}'.{NearestName.Hint(token, Visible(command), "'")}"
                : $"unexpected argument '{token}'.";
        }

        if (isGroup && command.Action is null)
        {
            return "which command?";
        }

        return Missing(parsed.CommandResult) ?? parsed.Errors[0].Message;
    }

    /// <summary>What begins as an option and is none of the command's: an argument may have taken it.</summary>
    private static string? UnknownOption(ParseResult parsed) => parsed.UnmatchedTokens
        .Concat(parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens.Select(token => token.Value)))
        .FirstOrDefault(token => token.StartsWith("--", StringComparison.Ordinal) && token.Length > 2);

    private static string? Missing(CommandResult result)
    {
        foreach (var argument in result.Children.OfType<ArgumentResult>())
        {
            if (argument.Tokens.Count < argument.Argument.Arity.MinimumNumberOfValues)
            {
                return $"missing {argument.Argument.Name}: {Lower(argument.Argument.Description)}";
            }
        }

        foreach (var option in result.Children.OfType<OptionResult>())
        {
            if (!option.Implicit && option.Tokens.Count < option.Option.Arity.MinimumNumberOfValues)
            {
                return $"{option.Option.Name} needs a value{(option.Option.HelpName is { } name ? ": " + name : "")}.";
            }
        }

        return null;
    }

    private static IEnumerable<string> Remedy(Command command, List<string> path, string program, bool isGroup)
    {
        var called = string.Join(' ', path.Prepend(program));
        if (isGroup && path.Count > 0)
        {
            yield return $"Its commands: {string.Join(", ", Visible(command))}.";
        }
        else if (!isGroup)
        {
            yield return "Usage: " + CommandUsage.Of(called, command);
        }

        yield return path.Count == 0 ? $"All commands: {program} --help" : $"More: {called} --help";
    }

    private static IEnumerable<string> Visible(Command command) =>
        command.Subcommands.Where(inner => !inner.Hidden).Select(inner => inner.Name);

    private static IEnumerable<string> OptionsOf(CommandResult result)
    {
        for (SymbolResult? at = result; at is CommandResult above; at = at.Parent)
        {
            foreach (var option in above.Command.Options.Where(option => !option.Hidden && (at == result || option.Recursive)))
            {
                yield return option.Name;
            }
        }
    }

    /// <summary>The names of a command and those above it, without the program's.</summary>
    public static List<string> Path(CommandResult result)
    {
        var path = new List<string>();
        for (SymbolResult? at = result; at is CommandResult { Parent: CommandResult } below; at = at.Parent)
        {
            path.Insert(0, below.Command.Name);
        }

        return path;
    }

    private static string Lower(string? text) => text is [var first, ..] ? char.ToLowerInvariant(first) + text[1..] : "it must be given.";
}
