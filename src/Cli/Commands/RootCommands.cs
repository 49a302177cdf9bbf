using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Actors.Cli.Views;

namespace Actors.Cli.Commands;

/// <summary>The command line of a program that has many commands.</summary>
/// <param name="Name">As the user calls the program.</param>
/// <param name="Description">For its help.</param>
/// <param name="Commands">Makes the commands, in the order of the help.</param>
internal sealed record RootCommands(string Name, string Description, Func<IEnumerable<Command>> Commands)
{
    public Command Create()
    {
        var root = new Command(Name, Description)
        {
            new HelpOption(),
            new VersionOption { Action = new SayVersion() },
        };
        AddCommands(root);
        root.SetAction(parsed => new HelpAction().Invoke(parsed));
        return root;
    }

    /// <summary>Runs one command line to its end.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> RunAsync(string[] arguments) =>
        CommandLine.RunAsync(
            CompletionScript.IsAsking(arguments) ? CreateForSuggestions() : Create(), arguments, Name, Output.ForConsole);

    /// <summary>
    /// The same for a shell that wants to know how a line can go on. Only a root command has directives, and it cannot have a name of one's
    /// own.
    /// </summary>
    private RootCommand CreateForSuggestions()
    {
        var root = new RootCommand();
        // Its own help has names such as /h, which are not to be offered.
        root.Options.Clear();
        root.Options.Add(new HelpOption("--help", "-h"));
        root.Options.Add(new VersionOption());
        AddCommands(root);
        return root;
    }

    private void AddCommands(Command root)
    {
        foreach (var command in Commands())
        {
            root.Subcommands.Add(command);
        }
    }

    /// <summary>Says the one version: a program that stands outside of what is released has another.</summary>
    private sealed class SayVersion : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(ProductVersion.WithCommit);
            return ExitCode.Ok;
        }
    }
}
