using System.CommandLine;

namespace Actors.Cli.Commands.Inspect;

/// <summary>
/// <c>actors cluster ...</c>: the cluster as one of its nodes sees it, and commands to it, by the names that <c>pbm</c> has for them.
/// </summary>
internal static class ClusterCommand
{
    public static Command Create(CommandHost host)
    {
        var asked = new AskedNodeOptions(host);
        var member = new Argument<string>("MEMBER")
        {
            Description = "A member's name, such as web-1, or its address, such as akka.tcp://actors@10.0.0.7:4053.",
        };
        var optionalMember = new Argument<string?>("MEMBER")
        {
            Description = "The member that leaves, by name or address; without it the node that --node or --url names.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("cluster", "Shows the cluster as a node sees it, and gives it commands.")
        {
            Ask("show", "Lists the members.", ClusterViews.ShowAsync),
            Ask("status", "Shows how the node that is asked stands in the cluster.", ClusterViews.StatusAsync),
            Give(
                "leave",
                "Makes a member leave gracefully. It is drained in HAProxy, leaves the cluster, and its process ends.",
                optionalMember,
                (commands, parsed) => commands.LeaveAsync(parsed.GetValue(optionalMember), asked.IsGiven(parsed))),
            Give(
                "down",
                "Downs a member: the cluster removes it. One that still runs starts its actor system again and comes back.",
                member,
                (commands, parsed) => commands.DownAsync(parsed.GetRequiredValue(member))),
            Give(
                "down-unreachable",
                "Downs every unreachable member.",
                null,
                (commands, _) => commands.DownUnreachableAsync()),
            Ask("tail", "Prints what happens in the cluster, until Ctrl-C.", ClusterViews.TailAsync),
        };
        asked.AddTo(command);
        return command;

        Command Ask(string name, string description, Func<Inquiry, Task> run)
        {
            var ask = new Command(name, description);
            ask.SetAction((parsed, cancellationToken) => asked.RunAsync(parsed, run, cancellationToken));
            return ask;
        }

        Command Give(string name, string description, Argument? about, Func<ClusterCommands, ParseResult, Task> run)
        {
            var give = new Command(name, description);
            if (about is not null)
            {
                give.Add(about);
            }

            give.SetAction((parsed, cancellationToken) => asked.RunAsync(
                parsed, inquiry => run(new ClusterCommands(inquiry, host.ProgramName), parsed), cancellationToken));
            return give;
        }
    }
}
