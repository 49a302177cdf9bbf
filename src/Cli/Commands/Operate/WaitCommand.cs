using System.CommandLine;
using System.Text.Json;
using Actors.Cli.Views;
using Actors.Contracts.Api;

namespace Actors.Cli.Commands.Operate;

/// <summary><c>actors wait SERVICE --version V --count N</c>: ends once so many nodes serve, for scripts that deploy.</summary>
internal static class WaitCommand
{
    private const int Most = 10_000;

    public static Command Create(CommandHost host)
    {
        var options = new AgentOptions(host);
        var service = new Argument<string>("SERVICE") { Description = $"A service, such as web; {host.ProgramName} services lists them." };
        var version = new Option<string?>("--version") { Description = "Only nodes of this version; 2 is 2.0.1 as well.", HelpName = "V" };
        var count = new Option<int>("--count")
        {
            Description = "How many nodes must serve (default: 1).",
            DefaultValueFactory = _ => 1,
            CustomParser = Number.Parser("--count", 1, Most),
            HelpName = "N",
        };
        var timeout = WaitOptions.Timeout();
        var command = options.AddTo(new Command("wait", "Waits until nodes of a service serve. Ends with 7 when too few do in time.")
        {
            service, version, count, timeout,
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var session = options.Open(parsed);
            var wanted = new Wanted(parsed.GetRequiredValue(service), parsed.GetValue(version), parsed.GetValue(count));
            await RunAsync(session, wanted, new Waiting(session, TimeSpan.FromSeconds(parsed.GetValue(timeout))), cancellationToken);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task RunAsync(AgentSession session, Wanted wanted, Waiting waiting, CancellationToken cancellationToken)
    {
        var (isOver, nodes) = await waiting.UntilAsync(session.NodesAsync, wanted.IsSo, cancellationToken);
        var said = $"{wanted.Service}: {Words.Of(wanted.Serving(nodes))} of {Words.Of(wanted.Count)} "
            + $"{(wanted.Count == 1 ? "node" : "nodes")}{(wanted.Version is { } version ? $" of version {version}" : "")} serving";
        if (!isOver)
        {
            throw new CommandFailed(
                ExitCode.NotInTime, $"{said} after {Waiting.Seconds(waiting.Took)}.", [.. wanted.Others(nodes)]);
        }

        if (session.IsJson)
        {
            session.Output.Json(JsonSerializer.Serialize(
                new ServingReport(
                    wanted.Service, wanted.Version, wanted.Count, wanted.Serving(nodes), Math.Round(waiting.Took.TotalSeconds, 1)),
                OperateJson.Readable.ServingReport));
        }
        else
        {
            session.Output.Good($"{said}, {Waiting.Seconds(waiting.Took)}");
        }
    }

    /// <summary>What is waited for.</summary>
    private sealed record Wanted(string Service, string? Version, int Count)
    {
        private const int MostOthers = 10;

        public bool IsSo(IReadOnlyList<NodeView> nodes) => Serving(nodes) >= Count;

        public int Serving(IEnumerable<NodeView> nodes) => nodes.Count(node => IsMeant(node) && NodeGoal.IsServing(node));

        /// <summary>Those that do not serve, and why.</summary>
        public IEnumerable<string> Others(IEnumerable<NodeView> nodes) =>
            nodes.Where(node => IsMeant(node) && !NodeGoal.IsServing(node)).Take(MostOthers)
                .Select(node => $"{Words.Of(node.Name)} is {NodeText.State(node).Text}: {NodeText.Why(node)}");

        private bool IsMeant(NodeView node) =>
            node.Service == Service && (Version is null || new CanaryShare(Version, 0).Matches(node.Version));
    }
}
