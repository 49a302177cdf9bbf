using System.CommandLine;
using System.Text;
using Actors.Cli.Commands;

namespace Actors.Cli.Tests.Support;

/// <summary>
/// What of the manual page is made of the commands: a paragraph for each, and the options that many have once, behind them.
/// </summary>
internal sealed class ManualPage
{
    /// <summary>Above what is made of the commands.</summary>
    public const string Begin = ".\\\" The following is made of the commands: ManualPageSpecs says how.\n";

    /// <summary>Below it.</summary>
    public const string End = ".\\\" Up to here it is made of the commands.\n";

    // An option of as many commands is explained once.
    private const int Many = 4;

    private readonly StringBuilder _text = new();
    private readonly IReadOnlyList<(string[] Path, Command Command, Option[] Options)> _commands;
    private readonly HashSet<string> _common;

    private ManualPage(IEnumerable<Command> commands)
    {
        _commands = [.. commands.SelectMany(command => Leaves(command, [], []))];
        _common = [
            .. _commands.SelectMany(command => command.Options.Select(Explained)).GroupBy(text => text)
                .Where(group => group.Count() >= Many).Select(group => group.Key)];
    }

    /// <summary>The page's text as it has to be.</summary>
    /// <param name="page">As it is.</param>
    /// <param name="commands">The commands.</param>
    public static string With(string page, IEnumerable<Command> commands)
    {
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        return page[..(begin + Begin.Length)] + new ManualPage(commands).Make() + page[end..];
    }

    private string Make()
    {
        foreach (var (path, command, options) in _commands)
        {
            _text.Append(".TP\n\\fB").Append(Text("actors " + string.Join(' ', path))).Append("\\fR");
            foreach (var argument in command.Arguments)
            {
                _text.Append(" \\fI").Append(Text(CommandUsage.Of(argument))).Append("\\fR");
            }

            foreach (var option in options)
            {
                _text.Append(" [").Append(Named(option)).Append(']');
            }

            _text.Append('\n').Append(Paragraph(command.Description)).Append(".RS\n");
            foreach (var argument in command.Arguments)
            {
                _text.Append(".TP\n.I ").Append(Text(argument.Name)).Append('\n').Append(Paragraph(argument.Description));
            }

            Explain(options.Where(option => !_common.Contains(Explained(option))));
            _text.Append(".RE\n");
        }

        _text.Append(".SH OPTIONS OF MANY COMMANDS\n");
        Explain(_commands.SelectMany(command => command.Options).Where(option => _common.Contains(Explained(option))).DistinctBy(Explained)
            .OrderBy(option => option.Name, StringComparer.Ordinal));
        return _text.ToString();
    }

    private void Explain(IEnumerable<Option> options)
    {
        foreach (var option in options)
        {
            _text.Append(".TP\n").Append(Named(option)).Append('\n').Append(Paragraph(option.Description));
        }
    }

    /// <summary>Every command that does something, with the options that it has from those above it.</summary>
    private static IEnumerable<(string[] Path, Command Command, Option[] Options)> Leaves(
        Command command, string[] above, Option[] inherited)
    {
        if (command.Hidden)
        {
            return [];
        }

        string[] path = [.. above, command.Name];
        Option[] options = [.. command.Options.Where(option => !option.Hidden), .. inherited];
        return command.Subcommands.Count == 0
            ? [(path, command, options)]
            : command.Subcommands.SelectMany(inner => Leaves(inner, path, [.. options.Where(option => option.Recursive)]));
    }

    private static string Explained(Option option) => $"{Named(option)} {option.Description}";

    private static string Named(Option option)
    {
        var names = string.Join(
            ", ", option.Aliases.Order(StringComparer.Ordinal).Append(option.Name).Select(name => $"\\fB{Text(name)}\\fR"));
        return option.ValueType == typeof(bool)
            ? names
            : $"{names} \\fI{Text(option.HelpName ?? option.Name.TrimStart('-').ToUpperInvariant())}\\fR";
    }

    private static string Paragraph(string? text) => string.Concat(
        (text ?? "").Split('\n').Select((line, number) => $"{(number > 0 ? ".br\n" : "")}{Text(line)}\n"));

    /// <summary>Nothing in it means anything to roff.</summary>
    private static string Text(string text)
    {
        var plain = text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal);
        return plain.Length > 0 && plain[0] is '.' or '\'' ? "\\&" + plain : plain;
    }
}
