using System.CommandLine;
using Actors.Cli.Client;
using Actors.Cli.Views;
using Actors.Contracts.Api;

namespace Actors.Cli.Commands.Operate;

/// <summary><c>actors describe NODE</c>: everything that is known of a node, and the last changes that name it.</summary>
internal static class DescribeCommand
{
    private const int Changes = 200;

    public static Command Create(CommandHost host)
    {
        var options = new AgentOptions(host);
        var node = NodeArgument.Create(host, options);
        var command = options.AddTo(
            new Command("describe", "Shows all that is known of a node. With the last changes that name it.") { node });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await ShowAsync(options.Open(parsed), parsed.GetRequiredValue(node), cancellationToken);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task ShowAsync(AgentSession session, string name, CancellationToken cancellationToken)
    {
        var (answer, nodes) = await session.AllNodesAsync(served => served.All(one => one.Name != name), cancellationToken);
        var node = nodes.FirstOrDefault(one => one.Name == name)
            ?? throw AgentFailures.Unknown("node", name, [.. nodes.Select(one => one.Name)], null);
        if (session.IsJson)
        {
            session.Output.Json(JsonList.One(answer, name)!);
            return;
        }

        var changes = session.Read(
            await session.Agent.HistoryAsync(Changes, null, cancellationToken), ContractJson.Reader.IReadOnlyListChangeView);
        session.Output.Show(NodeFacts.Of(node, changes, session.Time.GetUtcNow()));
    }
}
