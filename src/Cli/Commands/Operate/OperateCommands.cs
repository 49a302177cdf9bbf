using System.CommandLine;
using Actors.Cli.Commands.Template;

namespace Actors.Cli.Commands.Operate;

/// <summary>The commands that speak to an agent, here or elsewhere.</summary>
internal static class OperateCommands
{
    public static IEnumerable<Command> Create(CommandHost host) =>
    [
        StatusCommand.Create(host),
        ServicesCommand.Create(host),
        NodesCommand.Create(host),
        DescribeCommand.Create(host),
        HistoryCommand.Create(host),
        DiffCommand.Create(host),
        EventsCommand.Create(host),
        NodeCommands.Drain(host),
        NodeCommands.Ready(host),
        WeightCommand.Create(host),
        CanaryCommand.Create(host),
        NodeCommands.Maintenance(host),
        RenderCommand.Create(host),
        TemplateCommands.Create(host),
        RollbackCommand.Create(host),
        AgentCommands.Unpin(host),
        AgentCommands.Reload(host),
        AgentCommands.Freeze(host),
        AgentCommands.Thaw(host),
        RollCommand.Create(host),
        WaitCommand.Create(host),
        DashboardCommand.Create(host),
        CompletionCommand.Create(host),
    ];
}
