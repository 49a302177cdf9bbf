using System.CommandLine.Parsing;
using System.CommandLine;
using System.Globalization;
using Actors.Contracts.Api;

namespace Actors.Cli.Commands.Operate;

/// <summary><c>actors weight NODE N|none</c>: another share of the traffic than the node's own.</summary>
internal static class WeightCommand
{
    private const string None = "none";

    private const int Most = 256;

    public static Command Create(CommandHost host)
    {
        var options = new AgentOptions(host);
        var node = NodeArgument.Create(host, options);
        var weight = new Argument<WeightRequest>("WEIGHT")
        {
            Description = $"Its weight from 0 to {Most}, or {None} for its own again.",
            CustomParser = Parse,
        };
        weight.CompletionSources.Add(None);
        var command = options.AddTo(new Command("weight", "Gives a node another share of the traffic than its own.") { node, weight });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var session = options.Open(parsed);
            var (name, request) = (parsed.GetRequiredValue(node), parsed.GetRequiredValue(weight));
            session.Taken(
                await session.Agent.WeightAsync(name, request, cancellationToken),
                request.Weight is { } wanted
                    ? string.Create(
                        CultureInfo.InvariantCulture,
                        $"Weight of {name}: {wanted}. {host.ProgramName} weight {name} {None} takes it back.")
                    : $"Weight of {name}: its own again.");
            return ExitCode.Ok;
        });
        return command;
    }

    private static WeightRequest Parse(ArgumentResult result)
    {
        var text = result.Tokens is [{ Value: var value }] ? value : "";
        if (text == None)
        {
            return new WeightRequest(null);
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= Most)
        {
            return new WeightRequest(number);
        }

        result.AddError($"WEIGHT must be 0 to {Most}, or {None}, not '{text}'.");
        return new WeightRequest(null);
    }
}
