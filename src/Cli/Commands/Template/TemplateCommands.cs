using System.CommandLine;
using System.CommandLine.Help;

namespace Actors.Cli.Commands.Template;

/// <summary><c>actors template</c>: what a user needs who writes a template or snippets (docs/template.md).</summary>
internal static class TemplateCommands
{
    public static Command Create(CommandHost host)
    {
        var command = new Command(
            "template", "For your own template or snippets: export writes the embedded template, check says what HAProxy thinks of yours.")
        {
            ExportCommand.Create(host),
            CheckCommand.Create(host),
        };
        command.SetAction(parsed => new HelpAction().Invoke(parsed));
        return command;
    }
}
