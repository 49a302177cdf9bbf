using System.CommandLine;
using Actors.Contracts.Api;
using Actors.Cli.Views;

namespace Actors.Cli.Commands.Operate;

/// <summary><c>actors history</c>: the last changes, the newest first.</summary>
internal static class HistoryCommand
{
    private const int Usual = 20;

    public static Command Create(CommandHost host)
    {
        var options = new AgentOptions(host);
        var limit = new Option<int>("--limit", "-n")
        {
            Description = "How many of the last changes.",
            DefaultValueFactory = _ => Usual,
            CustomParser = Number.Parser("--limit", 1, 1_000_000),
            HelpName = "N",
        };
        var command = options.AddTo(new Command(
            "history", "Lists the last changes, the newest first. What caused each, how it was made, how long it took.") { limit });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var session = options.Open(parsed);
            session.Show(
                await session.Agent.HistoryAsync(parsed.GetValue(limit), cancellationToken),
                ContractJson.Reader.IReadOnlyListChangeView,
                HistoryTable.Of);
            return ExitCode.Ok;
        });
        return command;
    }
}
