using System.CommandLine;
using System.CommandLine.Help;
using Actors.Cli.Cluster;
using Actors.Cli.Commands.Inspect;
using Actors.Cli.Commands.Operate;
using Actors.Cli.Machine;
using Actors.Cli.Nodes;
using Actors.Cli.Reporting;

namespace Actors.Cli.Commands;

/// <summary>The command line's grammar: every command, and what they share.</summary>
internal static class ActorsCommand
{
    // Far above what one machine's cores can bear; it only catches slips of the keyboard.
    public const int MostWebs = 200;

    public static Command Create()
    {
        var root = new Command("./actors", "Runs HAProxy, driven by an Akka.NET cluster, as local processes on 127.0.0.1.\n\n" + ExitCode.Help)
        {
            new HelpOption(),
            new VersionOption(),
        };
        AddCommands(root);
        root.SetAction(parsed => new HelpAction().Invoke(parsed));
        return root;
    }

    /// <summary>The same for a shell that wants to know how a line can go on. Only a root command has directives, and it cannot be called ./actors.</summary>
    public static Command CreateForSuggestions()
    {
        var root = new RootCommand();
        // Its own help has names such as /h, which nobody wants to be offered.
        root.Options.Clear();
        root.Options.Add(new HelpOption("--help", "-h"));
        root.Options.Add(new VersionOption());
        AddCommands(root);
        return root;
    }

    /// <param name="json">Whether only JSON may go to standard output.</param>
    public static LocalSystem Open(bool json = false) =>
        new(RunFolder.Find(), Output.ForConsole(json), new NodeClient(), TimeProvider.System);

    public static Option<bool> JsonOption() => new("--json") { Description = "Print JSON to standard output, everything else to standard error." };

    /// <summary>Another HAProxy than the machine's own; one that is no HAProxy is an error.</summary>
    public static Option<FileInfo?> HaProxyOption(string description)
    {
        var option = new Option<FileInfo?>("--haproxy") { Description = description, HelpName = "FILE" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var path }] && HaProxyProgram.FaultOf(path) is { } fault)
            {
                result.AddError($"--haproxy: {fault}");
            }
        });
        return option;
    }

    public static Argument<string> NameArgument() => new("NAME") { Description = "A node, such as web-1; ./actors ps lists them." };

    public static Option<int?> PortOption(string name, string description)
    {
        var parse = Number.Parser(name, 1, 65535);
        return new Option<int?>(name) { Description = description, HelpName = "PORT", CustomParser = result => parse(result) };
    }

    private static void AddCommands(Command root)
    {
        foreach (var command in (Command[])
            [
                UpCommand.Create(),
                PsCommand.Create(),
                ScaleCommand.Create(),
                StartCommand.Create(),
                StopCommand.Create(),
                KillCommand.Create(),
                LogsCommand.Create(),
                ClusterCommand.Create(),
                DownCommand.Create(),
                .. OperateCommands.Create(Surroundings.OfThisProcess),
                CertsCommand.Create(),
                TestCommand.Create(),
                BenchCommand.Create(),
                SoakCommand.Create(),
                WalkCommand.Create(),
            ])
        {
            root.Subcommands.Add(command);
        }
    }
}
