using System.CommandLine;
using System.Globalization;
using Actors.Cli.Views;

namespace Actors.Cli.Commands;

/// <summary>The help of a program or of a command, as lines. It is made of the grammar alone: nothing is asked of an agent.</summary>
/// <param name="program">As the user calls the program.</param>
/// <param name="width">How many columns there are.</param>
internal sealed class HelpPage(string program, int width)
{
    private const int Indent = 2;
    private const int LongestName = 24;

    /// <summary>Of all commands, in groups.</summary>
    public IEnumerable<string> Of(Command root) =>
    [
        .. TextWrap.Lines(root.Description ?? "", width), "", $"Usage: {program} COMMAND",
        .. CommandGroups.Of(root.Subcommands).SelectMany(group => Section(
            group.Title, [.. group.Commands.Select(command => (command.Name, Summary(command)))])),
        "", $"More of one: {program} help COMMAND", "Exit codes:",
        .. Rows([.. ExitCode.All.Select(row => (row.Code.ToString(CultureInfo.InvariantCulture), row.Meaning))]),
    ];

    /// <summary>Of one command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="path">Its name, with those of the commands above it.</param>
    public IEnumerable<string> Of(Command command, IEnumerable<string> path) =>
    [
        .. TextWrap.Lines(command.Description ?? "", width), "",
        .. TextWrap.Lines("Usage: " + CommandUsage.Of(string.Join(' ', path.Prepend(program)), command), width),
        .. Section("Commands", [.. command.Subcommands.Where(inner => !inner.Hidden).Select(inner => (inner.Name, Summary(inner)))]),
        .. Section(
            "Arguments",
            [
                .. command.Arguments.Where(one => !one.Hidden)
                    .Select(argument => (argument.HelpName ?? argument.Name, argument.Description ?? "")),
            ]),
        .. Section(
            "Options", [.. command.Options.Concat(CommandUsage.Inherited(command)).Where(one => !one.Hidden).Select(Described)]),
    ];

    /// <summary>The first sentence, for a list.</summary>
    public static string Summary(Command command)
    {
        var text = command.Description ?? "";
        var end = text.IndexOfAny(['\n', ':', ';']) is >= 0 and var at ? at : text.Length;
        var stop = text.IndexOf(". ", StringComparison.Ordinal);
        return text[..(stop >= 0 && stop < end ? stop : end)].TrimEnd('.');
    }

    private static (string Name, string Text) Described(Option option)
    {
        var names = string.Join(", ", option.Aliases.Where(alias => alias is ['-', >= 'a' and <= 'z']).Order().Append(option.Name));
        var isFlag = option.ValueType == typeof(bool) || option.ValueType == typeof(void);
        var usual = !isFlag && option.HasDefaultValue && option.Description?.Contains("default", StringComparison.Ordinal) == false
            ? string.Create(CultureInfo.InvariantCulture, $" Default: {option.GetDefaultValue()}.")
            : "";
        return (isFlag || option.HelpName is null ? names : $"{names} {option.HelpName}", option.Description + usual);
    }

    private IEnumerable<string> Section(string title, IReadOnlyList<(string Name, string Text)> rows) =>
        rows.Count == 0 ? [] : ["", .. title.Length > 0 ? (string[])[title] : [], .. Rows(rows)];

    private IEnumerable<string> Rows(IReadOnlyList<(string Name, string Text)> rows)
    {
        var column = Math.Min(rows.Max(row => row.Name.Length), LongestName) + Indent;
        foreach (var (name, text) in rows)
        {
            var lines = TextWrap.Lines(text, width - Indent - column);
            // A name that is too long has a line of its own.
            var first = name.Length + Indent > column ? "" : name;
            if (first.Length == 0)
            {
                yield return new string(' ', Indent) + name;
            }

            foreach (var (line, number) in lines.Select((line, number) => (line, number)))
            {
                yield return (new string(' ', Indent) + (number == 0 ? first : "").PadRight(column) + line).TrimEnd();
            }
        }
    }
}
