using System.CommandLine;
using Actors.Contracts.Api;
using Actors.Cli.Views;

namespace Actors.Cli.Commands.Operate;

/// <summary><c>actors history</c>: the last changes, the newest first.</summary>
internal static class HistoryCommand
{
    private const int Usual = 20;

    // With --since the time is the limit; this many bound the answer.
    private const int MostSince = 1000;

    public static Command Create(CommandHost host)
    {
        var options = new AgentOptions(host);
        var limit = new Option<int>("--limit", "-n")
        {
            Description = $"How many of the last changes (with --since: {MostSince}).",
            DefaultValueFactory = _ => Usual,
            CustomParser = Number.Parser("--limit", 1, 1_000_000),
            HelpName = "N",
        };
        var since = new Option<TimeSpan?>("--since")
        {
            Description = "Only changes of the last AGO: 30s, 10m, 2h or 1d.",
            CustomParser = Ago.Parser("--since"),
            HelpName = "AGO",
        };
        var command = options.AddTo(new Command(
            "history", "Lists the last changes, the newest first. What caused each, how it was made, how long it took.") { limit, since });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var session = options.Open(parsed);
            var from = session.Time.GetUtcNow() - parsed.GetValue(since);
            var most = from is not null && parsed.GetResult(limit) is not { Implicit: false } ? MostSince : parsed.GetValue(limit);
            // An agent of a release before answers with older changes too.
            session.Show(
                await session.Agent.HistoryAsync(most, from, cancellationToken),
                ContractJson.Reader.IReadOnlyListChangeView,
                changes => HistoryTable.Of([.. changes.Where(change => from is null || change.At >= from)], isOfATime: from is not null));
            return ExitCode.Ok;
        });
        return command;
    }
}
