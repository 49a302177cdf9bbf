using System.CommandLine;
using Actors.Dev.Building;
using Actors.Dev.Nodes;
using Actors.Dev.Processes;

namespace Actors.Dev.Commands;

/// <summary><c>./actors docs</c>: writes the pages that are made of the programs.</summary>
internal static class DocsCommand
{
    public static Command Create()
    {
        var command = new Command("docs", "Writes the pages of settings and the API. From the programs as they are in the repository.");
        command.SetAction((_, cancellationToken) => RunAsync(LocalSystem.OnThisMachine(), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(LocalSystem system, CancellationToken cancellationToken)
    {
        await new ProjectBuild(system.Folder, system.Output, system.Time).RunAsync(
            Path.Combine("tools", "Documents"), "what writes the pages", cancellationToken);
        var program = Path.Combine(system.Folder.Root, "tools", "Documents", "bin", "Release", "net10.0", "Documents.dll");
        return await ChildProgram.RunAsync(
            [DotNet.Program, program, system.Folder.Root], new Dictionary<string, string?>(), system.Time, cancellationToken);
    }
}
