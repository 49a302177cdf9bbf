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

    public static async Task<int> RunAsync(WalkRequest request, CancellationToken cancellationToken)
    {
        var main = LocalSystem.OnThisMachine(request.Json);
        // Nodes that run keep the build they were started from.
        var build = main.IsBusy && !main.Publisher.IsCurrent(main.Folder.Build) ? main.Folder.TestBuild : main.Folder.Build;
        var system = new LocalSystem(main.Folder.Apart(Apart, build), main.Output, main.Time);
        using var taken = await system.LockAsync(cancellationToken);
        var pictures = Pictures.OnThisMachine();
        var walked = await PrepareAsync(system, request, cancellationToken);
        var folder = Evidence(main.Folder, request.Out);
        var started = main.Time.GetTimestamp();
        var at = main.Time.GetUtcNow();
        IReadOnlyList<StepReport> steps;
        string? version = null;
        try
        {
            using var visitor = new Visitor();
            var tools = new WalkTools(walked, visitor, pictures, new StepLogs(walked), folder, main.Time);
            if (!pictures.CanTake)
            {
                main.Output.Line(Pictures.NoBrowser);
            }

            steps = await new Walker(tools, main.Output).WalkAsync(AllSteps.InOrder, cancellationToken);
            version = await VersionOfAsync(walked, cancellationToken);
        }
        finally
        {
            await main.Output.StepAsync("Stopping everything", "Stopped everything", _ => walked.EndAsync(), main.Time);
        }

        var report = new WalkReport(
            steps.All(step => step.Passed),
            folder,
            walked.Kind,
            version,
            at,
            Math.Round(main.Time.GetElapsedTime(started).TotalSeconds, 1),
            pictures.CanTake ? null : Pictures.NoBrowser,
            steps);
        return Tell(main.Output, report, request.Json);
    }

    private static async Task<IWalkedSystem> PrepareAsync(LocalSystem system, WalkRequest request, CancellationToken cancellationToken)
    {
        if (request.Containers)
        {
            var containers = new WalkedContainers(system.Folder, await WalkCompose.RequireAsync(cancellationToken));
            await containers.BuildAsync(system.Output, system.Time, cancellationToken);
            return containers;
        }

        var haProxy = await new Requirements(system.Output, system.Time).EnsureAsync(request.HaProxy, cancellationToken);
        await system.Publisher.PublishAsync(system.Folder.Build, cancellationToken);
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

    private static async Task<string?> VersionOfAsync(IWalkedSystem walked, CancellationToken cancellationToken)
    {
        try
        {
            var agent = await walked.AgentAsync(cancellationToken);
            return ContractJson.Read(await agent.StatusAsync(cancellationToken), ContractJson.Reader.AgentStatus)?.HaProxy.Version;
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
