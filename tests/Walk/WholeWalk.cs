using Actors.Cli.Client;
using Actors.Cli.Views;
using Actors.Contracts.Api;
using Actors.Dev.Commands;
using Actors.Dev.Machine;
using Actors.Dev.Nodes;
using Actors.Dev.State;
using Actors.Walk.Observing;
using Actors.Walk.Reporting;
using Actors.Walk.Steps;
using Actors.Walk.Systems;

namespace Actors.Walk;

/// <summary>One call of <c>./actors walk</c>: a system apart, every step on it, and the report.</summary>
internal static class WholeWalk
{
    /// <summary>The folder that the nodes run in, beside that of a system that <c>up</c> has started.</summary>
    private const string Apart = "walk";

    public static async Task<int> RunAsync(WalkRequest request, CancellationToken ct)
    {
        var main = LocalSystem.OnThisMachine(request.Json);
        // Nodes that run keep the build they were started from.
        var build = main.IsBusy && !main.Publisher.IsCurrent(main.Folder.Build) ? main.Folder.TestBuild : main.Folder.Build;
        var system = new LocalSystem(main.Folder.Apart(Apart, build), main.Output, main.Clock);
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
            steps.All(step => step.Passed),
            folder,
            walked.Kind,
            version,
            at,
            Math.Round(main.Clock.GetElapsedTime(started).TotalSeconds, 1),
            pictures.CanTake ? null : Pictures.NoBrowser,
            steps);
        return Tell(main.Output, report, request.Json);
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
            var agent = await walked.Agent(ct);
            return ContractJson.Read(await agent.Status(ct), AgentJson.Default.StatusAnswer)?.Haproxy?.Version;
        }
        catch (CommandFailed)
        {
            // After a step that was broken off there may be no agent; the report says why it was.
            return null;
        }
    }

    private static int Tell(Output output, WalkReport report, bool json)
    {
        var page = Path.Combine(report.Folder, SummaryPage.FileName);
        File.WriteAllText(page, SummaryPage.Of(report));
        File.WriteAllText(Path.Combine(report.Folder, "summary.json"), report.ToJson() + "\n");
        output.Line();
        output.Show(WalkTable.Of(report));
        output.Line();
        if (json)
        {
            output.Json(report.ToJson());
        }

        if (report.Passed)
        {
            output.Good($"Every check passed. Evidence: {page}");
        }
        else
        {
            output.Bad($"Not everything is as it should be. Evidence: {page}");
        }

        return report.Passed ? ExitCode.Ok : ExitCode.Failed;
    }
}
