using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Actors.Cli.Views;

namespace Actors.Cli.Commands;

/// <summary>The command line of a program that has many commands.</summary>
/// <param name="Name">As the user calls the program.</param>
/// <param name="Description">For its help.</param>
/// <param name="Commands">Makes the commands; the help has them in groups.</param>
internal sealed record RootCommands(string Name, string Description, Func<IEnumerable<Command>> Commands)
{
    public Command Create()
    {
        var root = new Command(Name, Description)
        {
            new HelpOption { Action = new ShowHelp(Name), Description = "Show this." },
            new VersionOption { Action = new SayVersion() },
        };
        AddCommands(root);
        root.SetAction(parsed => new ShowHelp(Name).Invoke(parsed));
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

        root.Subcommands.Add(HelpCommand(root));
        var version = new Command("version", "Says the version of this program.");
        version.SetAction(parsed => new SayVersion().Invoke(parsed));
        root.Subcommands.Add(version);
    }

    private Command HelpCommand(Command root)
    {
        var about = new Argument<string[]>("COMMAND")
        {
            Description = "The command; without one the list of all.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        about.CompletionSources.Add(_ => root.Subcommands.Where(one => !one.Hidden).Select(one => one.Name));
        var help = new Command("help", "Shows the help of a command, or the list of all.") { about };
        help.SetAction(parsed =>
        {
            string[] words = parsed.GetValue(about) ?? [];
            var asked = root.Parse([.. words, "--help"]);
            return asked.UnmatchedTokens.Count == 0
                ? new ShowHelp(Name).Show(asked, parsed.InvocationConfiguration.Output)
                : throw UsageErrors.Of(root.Parse(words), Name);
        });
        return help;
    }

    /// <summary>Prints the page of the command that the line is about.</summary>
    private sealed class ShowHelp(string program) : SynchronousCommandLineAction
    {
        private const int Usual = 80;
        private const int Widest = 100;

        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult) => Show(parseResult, parseResult.InvocationConfiguration.Output);

        public int Show(ParseResult asked, TextWriter output)
        {
            var width = Console.IsOutputRedirected || Console.WindowWidth <= 0 ? Usual : Math.Min(Console.WindowWidth, Widest);
            var (page, path) = (new HelpPage(program, width), UsageErrors.Path(asked.CommandResult));
            foreach (var line in path.Count == 0 ? page.Of(asked.CommandResult.Command) : page.Of(asked.CommandResult.Command, path))
            {
                output.WriteLine(line);
            }

            return ExitCode.Ok;
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
