using System.CommandLine;

namespace Actors.Cli.Commands.Operate;

/// <summary><c>actors completion SHELL</c>: what a shell needs to complete command lines.</summary>
internal static class CompletionCommand
{
    public static Command Create(CommandHost host)
    {
        var shell = new Argument<string>("SHELL") { Description = "Your shell: " + string.Join(", ", CompletionScript.Shells) + "." };
        shell.Among([.. CompletionScript.Shells]);
        var command = new Command(
            "completion",
            "Prints a script for a shell's completion. It completes commands, options and names of nodes. "
            + $"Bash: eval \"$({host.ProgramName} completion bash)\"") { shell };
        command.SetAction(parsed =>
        {
            host.Output(false).Raw(CompletionScript.For(parsed.GetRequiredValue(shell), host.ProgramName));
            return ExitCode.Ok;
        });
        return command;
    }
}
