using System.CommandLine;
using System.CommandLine.Help;
using Actors.Cli.Commands.Operate;

namespace Actors.Cli.Commands.Template;

/// <summary><c>./actors template</c>: what a user needs who writes a template or snippets (docs/template.md).</summary>
internal static class TemplateCommands
{
    public static Command Create(Surroundings here)
    {
        var command = new Command("template", "For your own template or snippets: export writes the embedded template, check says what HAProxy thinks of yours.")
        {
            ExportCommand.Create(here),
            CheckCommand.Create(here),
        };
        command.SetAction(parsed => new HelpAction().Invoke(parsed));
        return command;
    }
}
