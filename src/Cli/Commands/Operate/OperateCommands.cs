using System.CommandLine;
using Actors.Cli.Commands.Template;

namespace Actors.Cli.Commands.Operate;

/// <summary>The commands that speak to an agent, here or elsewhere.</summary>
internal static class OperateCommands
{
    public static IEnumerable<Command> Create(Surroundings here) =>
    [
        StatusCommand.Create(here),
        NodesCommand.Create(here),
        HistoryCommand.Create(here),
        DiffCommand.Create(here),
        EventsCommand.Create(here),
        DrainCommand.Create(here),
        ReadyCommand.Create(here),
        WeightCommand.Create(here),
        CanaryCommand.Create(here),
        MaintenanceCommand.Create(here),
        RenderCommand.Create(here),
        TemplateCommands.Create(here),
        RollbackCommand.Create(here),
        UnpinCommand.Create(here),
        ReloadCommand.Create(here),
        FreezeCommand.Create(here),
        ThawCommand.Create(here),
        CompletionCommand.Create(here),
    ];
}
