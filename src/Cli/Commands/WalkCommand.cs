using System.CommandLine;
using Actors.Cli.Agents;
using Actors.Cli.Machine;
using Actors.Cli.Nodes;
using Actors.Cli.Walk;
using Actors.Cli.Walk.Observing;
using Actors.Cli.Walk.Reporting;
using Actors.Cli.Walk.Steps;
using Actors.Cli.Walk.Systems;

namespace Actors.Cli.Commands;

/// <summary><c>./actors walk</c>: replays the steps of the original, checks each, and keeps the evidence in a folder.</summary>
internal static class WalkCommand
{
    /// <summary>The folder that the nodes run in, beside that of a system that <c>up</c> has started.</summary>
    private const string Apart = "walk";

    public static Command Create()
    {
        var containers = new Option<bool>("--containers") { Description = "As containers of the compose file, instead of local processes." };
        var outFolder = new Option<DirectoryInfo?>("--out") { Description = "Where the evidence goes: a new or empty folder; .run/evidence unless told, which is emptied first.", HelpName = "FOLDER" };
        outFolder.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var path }] && FaultOf(path) is { } fault)
            {
                result.AddError($"--out: {fault}");
            }
        });
        var haProxy = ActorsCommand.HaProxyOption("HAProxy's program, instead of that on the PATH.");
        var json = ActorsCommand.JsonOption();
        var command = new Command("walk", "Replays the steps of the original on a system of its own, checks each, and keeps logs, configurations and pictures.")
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
        command.SetAction((parsed, ct) => Run(
            ActorsCommand.Open(parsed.GetValue(json)),
            new WalkRequest(parsed.GetValue(containers), parsed.GetValue(outFolder)?.FullName, parsed.GetValue(haProxy)?.FullName, parsed.GetValue(json)),
            ct));
        return command;
    }

    /// <summary>What is wrong with a folder for evidence; null for nothing.</summary>
    public static string? FaultOf(string path) =>
        File.Exists(path) ? $"{path} is a file; name a folder."
        : Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any() ? $"{path} is not empty; name a new folder, or empty it."
        : null;

    private static async Task<int> Run(LocalSystem main, WalkRequest request, CancellationToken ct)
    {
        // Nodes that run keep the build they were started from.
        var isBusy = main.Load() is { } state && state.Nodes.Any(LocalSystem.IsAlive);
        var build = isBusy && !main.Publisher.IsCurrent(main.Folder.Build) ? main.Folder.TestBuild : main.Folder.Build;
        var system = new LocalSystem(main.Folder.Apart(Apart, build), main.Output, main.Client, main.Clock);
        using var taken = await system.Lock(ct);
        var pictures = Pictures.OnThisMachine();
        var walked = await Prepare(system, request, ct);
        var folder = Evidence(main.Folder, request.Out);
        var started = main.Clock.GetTimestamp();
        var at = main.Clock.GetUtcNow();
        IReadOnlyList<StepReport> steps;
        string? version = null;
        try
        {
            using var visitor = new Visitor();
            var tools = new WalkTools(walked, visitor, pictures, new StepLogs(walked), folder, main.Clock);
            if (!pictures.CanTake)
            {
                main.Output.Line(Pictures.NoBrowser);
            }

            steps = await new Walker(tools, main.Output).Walk(AllSteps.InOrder, ct);
            version = await VersionOf(walked, ct);
        }
        finally
        {
            await main.Output.Step("Stopping everything", "Stopped everything", _ => walked.End(), main.Clock);
        }

        var report = new WalkReport(
            steps.All(step => step.Passed), folder, walked.Kind, version, at, Math.Round(main.Clock.GetElapsedTime(started).TotalSeconds, 1), pictures.CanTake ? null : Pictures.NoBrowser, steps);
        return Tell(main, report, request.Json);
    }

    private static async Task<IWalkedSystem> Prepare(LocalSystem system, WalkRequest request, CancellationToken ct)
    {
        if (request.Containers)
        {
            var containers = new WalkedContainers(system.Folder, await WalkCompose.Require(ct));
            await containers.Build(system.Output, system.Clock, ct);
            return containers;
        }

        var haProxy = await new Requirements(system.Output, system.Clock).Ensure(request.HaProxy, ct);
        await system.Publisher.Publish(system.Folder.Build, ct);
        return new WalkedProcesses(system, haProxy);
    }

    private static string Evidence(RunFolder folder, string? told)
    {
        var path = told ?? Path.Combine(folder.Run, "evidence");
        if (told is null && Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }

        return Directory.CreateDirectory(path).FullName;
    }

    private static async Task<string?> VersionOf(IWalkedSystem walked, CancellationToken ct)
    {
        try
        {
            using var agent = await walked.Agent(ct);
            return AgentJson.Read(await agent.Status(ct), AgentJson.Default.StatusAnswer)?.Haproxy?.Version;
        }
        catch (CommandFailed)
        {
            // After a step that was broken off there may be no agent; the report says why it was.
            return null;
        }
    }

    private static int Tell(LocalSystem system, WalkReport report, bool json)
    {
        var page = Path.Combine(report.Folder, SummaryPage.FileName);
        File.WriteAllText(page, SummaryPage.Of(report));
        File.WriteAllText(Path.Combine(report.Folder, "summary.json"), report.ToJson() + "\n");
        system.Output.Line();
        system.Output.Show(WalkTable.Of(report));
        system.Output.Line();
        if (json)
        {
            system.Output.Json(report.ToJson());
        }

        if (report.Passed)
        {
            system.Output.Good($"Every check passed. Evidence: {page}");
        }
        else
        {
            system.Output.Bad($"Not everything is as it should be. Evidence: {page}");
        }

        return report.Passed ? ExitCode.Ok : ExitCode.Failed;
    }
}
