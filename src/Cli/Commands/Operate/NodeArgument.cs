using System.CommandLine.Completions;
using System.CommandLine;
using Actors.Cli.Client;
using Actors.Contracts.Api;

namespace Actors.Cli.Commands.Operate;

/// <summary>The name of a node that an agent knows; the shell may complete it.</summary>
internal static class NodeArgument
{
    // A user waits at a keyboard; an agent that is not there is known at once, only one that hangs is waited for.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static Argument<string> Create(CommandHost host, AgentOptions options)
    {
        var argument = new Argument<string>("NODE") { Description = $"A node, such as web-1; {host.ProgramName} nodes lists them." };
        argument.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var name }] && !NodeNames.IsValid(name))
            {
                result.AddError($"'{name}' is no node's name, which must be {NodeNames.Rule}.");
            }
        });
        argument.CompletionSources.Add(context => IsTyped(argument, context) ? [] : Known(options, context.ParseResult));
        return argument;
    }

    /// <summary>
    /// Names, as far as the agent tells them at once. What goes wrong meanwhile must not show in the middle of a command line.
    /// </summary>
    private static IEnumerable<string> Known(AgentOptions options, ParseResult parsed)
    {
        try
        {
            var agent = new AgentClient(options.Target(parsed), Patience);
            var answer = agent.NodesAsync(CancellationToken.None).GetAwaiter().GetResult();
            // A shell gets these: nothing but names may be among them.
            var nodes = ContractJson.Read(answer, ContractJson.Reader.IReadOnlyListNodeView) ?? [];
            return [.. nodes.Select(node => node.Name).Where(NodeNames.IsValid)];
        }
        catch (Exception error) when (error is CommandFailed or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Whether the name is there already and the cursor behind it.</summary>
    private static bool IsTyped(Argument<string> argument, CompletionContext context) =>
        context.ParseResult.GetResult(argument) is { Tokens: [{ Value: var name }] } && name != context.WordToComplete;
}
