using System.CommandLine;
using System.Globalization;
using Actors.Contracts.Api;

namespace Actors.Cli.Commands.Operate;

/// <summary><c>actors weight NODE ... N|none</c>: another share of the traffic than the nodes' own.</summary>
internal static class WeightCommand
{
    private const string None = "none";

    private const int Most = 256;

    public static Command Create(CommandHost host)
    {
        var options = new AgentOptions(host, isChange: true);
        // The last word is the weight: an argument of its own would get none of them.
        var (nodes, wait) = (new NodeSelector(options, host.ProgramName) { WordsBehind = 1 }, new WaitOptions());
        nodes.Names.HelpName = "NODE ... WEIGHT";
        nodes.Names.Description = $"Nodes, or one of the options that choose them; behind them a weight from 0 to {Most}, or {None} for "
            + "their own again.";
        nodes.Names.CompletionSources.Add(None);
        var force = ForceOption.Create("Weight 0 for the last node of its service that serves.");
        var command = wait.AddTo(options.AddTo(
            new Command("weight", "Gives nodes another share of the traffic than their own.") { nodes.Names, force }));
        command.Validators.Add(result =>
        {
            var words = result.GetResult(nodes.Names)?.Tokens ?? [];
            if (words.Count > 2 && Parse(words[^2].Value) is not null)
            {
                result.AddError($"unexpected argument '{words[^1].Value}'.");
            }
            else if (words.Count > 0 && Parse(words[^1].Value) is null)
            {
                var text = words[^1].Value;
                result.AddError(words.Count == 1 && !text.All(char.IsAsciiDigit)
                    ? $"missing WEIGHT: 0 to {Most}, or {None} for its own again."
                    : $"WEIGHT must be 0 to {Most}, or {None}, not '{text}'.");
            }
        });
        nodes.AddOptionsTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var session = options.Open(parsed);
            var request = Parse(parsed.GetRequiredValue(nodes.Names)[^1])! with { Force = parsed.GetValue(force) };
            return await new NodeOverriding(
                session, NodeGoal.Weight(request.Weight),
                node => request.Weight is { } wanted
                    ? string.Create(CultureInfo.InvariantCulture, $"Weight of {node}: {wanted}.")
                    : $"Weight of {node}: its own again.",
                (node, before) => before?.Weight == request.Weight ? ""
                    : $"{host.ProgramName} weight {node} {before?.Weight?.ToString(CultureInfo.InvariantCulture) ?? None}").RunAsync(
                await nodes.ChooseAsync(session, parsed, cancellationToken),
                node => session.Agent.WeightAsync(node, request, cancellationToken), wait.Of(parsed), cancellationToken);
        });
        return command;
    }

    private static WeightRequest? Parse(string text) => text == None
        ? new WeightRequest(null)
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= Most
            ? new WeightRequest(number)
            : null;
}
