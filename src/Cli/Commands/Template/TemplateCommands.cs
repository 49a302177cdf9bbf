using System.CommandLine;

namespace Actors.Cli.Commands.Template;

/// <summary><c>actors template</c>: what a user needs who writes a template or snippets (docs/templates.md).</summary>
internal static class TemplateCommands
{
    public static Command Create(CommandHost host)
    {
        var command = new Command(
            "template", "Exports the embedded template, and checks your own.")
        {
            ExportCommand.Create(host),
            CheckCommand.Create(host),
        };
        return command;
    }
}
