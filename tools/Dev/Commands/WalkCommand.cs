using System.CommandLine;
using Actors.Cli.Commands;
using Actors.Dev.Building;
using Actors.Dev.Nodes;
using Actors.Dev.Processes;

namespace Actors.Dev.Commands;

/// <summary><c>./actors walk</c>: replays the steps of the original, checks each, and keeps the evidence in a folder.</summary>
internal static class WalkCommand
{
    /// <summary>It ends a whole system before it ends itself.</summary>
    private static readonly TimeSpan EndBound = TimeSpan.FromMinutes(3);

    /// <param name="run">Walks, and answers the exit code.</param>
    public static Command Create(Func<WalkRequest, CancellationToken, Task<int>> run)
    {
        var containers =
            new Option<bool>("--containers") { Description = "As containers of the compose file, instead of local processes." };
        var outFolder = new Option<DirectoryInfo?>("--out")
        {
            Description = "Where the evidence goes: a new or empty folder (default: .run/evidence, which is emptied first).",
            HelpName = "FOLDER",
        };
        outFolder.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var path }] && FaultOf(path) is { } fault)
            {
                result.AddError($"--out: {fault}");
            }
        });
        var haProxy = DevOptions.HaProxy("HAProxy's program, instead of that on the PATH.");
        var json = CommonOptions.Json();
        var command = new Command(
            "walk",
            "Replays the steps of the original system. On a system of its own; checks each, and keeps logs, configurations and pictures.")
        {
            containers, outFolder, haProxy, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(containers) && result.GetResult(haProxy) is { Implicit: false })
            {
                result.AddError("--haproxy is for local processes; containers have the HAProxy of their image.");
            }
        });
        command.SetAction((parsed, cancellationToken) => run(
            new WalkRequest(
                parsed.GetValue(containers),
                parsed.GetValue(outFolder)?.FullName,
                parsed.GetValue(haProxy)?.FullName,
                parsed.GetValue(json)),
            cancellationToken));
        return command;
    }

    /// <summary>What is wrong with a folder for evidence; null for nothing.</summary>
    public static string? FaultOf(string path) =>
        File.Exists(path) ? $"{path} is a file; name a folder."
        : Directory.Exists(path)
            && Directory.EnumerateFileSystemEntries(path).Any() ? $"{path} is not empty; name a new folder, or empty it."
        : null;

    /// <summary>Builds the program that walks, and runs it.</summary>
    public static async Task<int> RunProgramAsync(WalkRequest request, CancellationToken cancellationToken)
    {
        var system = LocalSystem.OnThisMachine(request.Json);
        await new ProjectBuild(system.Folder, system.Output, system.Time).RunAsync(
            Path.Combine("tests", "Walk"), "the walk", cancellationToken);
        var walk = Path.Combine(system.Folder.Root, "tests", "Walk", "bin", "Release", "net10.0", "Walk.dll");
        var variables = new Dictionary<string, string?> { ["ACTORS_ROOT"] = system.Folder.Root };
        try
        {
            return await ChildProgram.RunAsync(
                [DotNet.Program, walk, .. request.Arguments], variables, system.Time, cancellationToken, EndBound);
        }
        catch (OperationCanceledException)
        {
            // It has said so itself.
            return ExitCode.Interrupted;
        }
    }
}
