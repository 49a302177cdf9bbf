using System.CommandLine;
using System.CommandLine.Completions;
using Actors.Cli.Client;
using Actors.Contracts.Api;

namespace Actors.Cli.Commands.Operate;

/// <summary>The names of nodes that an agent knows; the shell may complete them.</summary>
internal static class NodeArgument
{
    // A user waits at a keyboard; an agent that is not there is known at once, only one that hangs is waited for.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>One node.</summary>
    public static Argument<string> Create(CommandHost host, AgentOptions options) => Completed(
        new Argument<string>("NODE") { Description = $"A node, such as web-1; {host.ProgramName} nodes lists them." }, options);

    /// <summary>None or more.</summary>
    public static Argument<string[]> Any(AgentOptions options, string description) => Completed(
        new Argument<string[]>("NODE") { Description = description, Arity = ArgumentArity.ZeroOrMore }, options);

    private static Argument<T> Completed<T>(Argument<T> argument, AgentOptions options)
    {
        argument.Validators.Add(result =>
        {
            foreach (var name in result.Tokens.Select(token => token.Value).Where(name => !NodeNames.IsValid(name)))
            {
                result.AddError($"'{name}' is no node's name, which must be {NodeNames.Rule}.");
            }
        });
        argument.CompletionSources.Add(context => IsFull(argument, context) ? [] : Known(argument, options, context));
        return argument;
    }

    /// <summary>
    /// Names, as far as the agent tells them at once. What goes wrong meanwhile must not show in the middle of a command line.
    /// </summary>
    private static IEnumerable<CompletionItem> Known(Argument argument, AgentOptions options, CompletionContext context)
    {
        try
        {
            var agent = new AgentClient(options.Target(context.ParseResult), Patience);
            var answer = agent.NodesAsync(CancellationToken.None).GetAwaiter().GetResult();
            // A shell gets these: nothing but names may be among them.
            var nodes = ContractJson.Read(answer, ContractJson.Reader.IReadOnlyListNodeView) ?? [];
            return [.. nodes.Select(node => node.Name).Where(NodeNames.IsValid).Except(Typed(argument, context)).Select(name =>
                new CompletionItem(name))];
        }
        catch (Exception error) when (error is CommandFailed or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Whether there is no name to come: each is there already, and the cursor behind it.</summary>
    private static bool IsFull(Argument argument, CompletionContext context) =>
        Typed(argument, context).Count() >= argument.Arity.MaximumNumberOfValues;

    private static IEnumerable<string> Typed(Argument argument, CompletionContext context) =>
        context.ParseResult.GetResult(argument)?.Tokens.Select(token => token.Value).Where(name => name != context.WordToComplete) ?? [];
}
