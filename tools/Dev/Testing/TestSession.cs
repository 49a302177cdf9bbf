using System.Globalization;
using Actors.Dev.Building;
using Actors.Dev.Machine;
using Actors.Dev.Measuring;
using Actors.Dev.Nodes;
using Actors.Dev.Processes;

namespace Actors.Dev.Testing;

/// <summary>One call of <c>./actors test</c>: gets the machine and the programs ready, runs the projects, sums up.</summary>
internal sealed class TestSession(LocalSystem system, TestRequest request)
{
    /// <summary>Where the end-to-end tests find the published programs.</summary>
    private const string BuildVariable = "ACTORS_BUILD";

    private const string TierVariable = "ACTORS_TEST_TIER";

    /// <summary>Set to 1 where nothing may be left out: what cannot run here is a failure then.</summary>
    private const string RequireAllVariable = "ACTORS_REQUIRE_ALL_TESTS";

    /// <summary>
    /// The one that takes longest, and beside it all others one after the other: each waits for much of its time, and each process claims ports of its own.
    /// </summary>
    private const int Lanes = 2;

    private const int SoakMinutes = 5;

    private static readonly bool IsRoot = Environment.IsPrivilegedProcess;
    private static readonly Task<ShellResult> NothingToPrepare = Task.FromResult(new ShellResult(ExitCode.Ok, []));
    private readonly long _started = system.Clock.GetTimestamp();
    private readonly Requirements _requirements = new(system.Output, system.Clock);
    private readonly ContainerEngine _engine = new(system.Folder, system.Output, system.Clock);
    private readonly List<string> _leftOut = [];

    /// <summary>The exit code.</summary>
    public async Task<int> Run(CancellationToken ct)
    {
        var seed = await TestSeed.Choose(request, system.Folder.Root, ct);
        system.Output.Line(seed.ToString());
        var projects = await Projects(ct);
        var build = system.FreeBuild;
        var variables = new Dictionary<string, string?>(DotNet.Quiet)
        {
            ["ACTORS_ROOT"] = null,
            [TierVariable] = request.Tier == TestTier.Landing ? "landing" : "long",
            [BuildVariable] = build,
        };
        // Packages are installed while the programs are built.
        var machine = PrepareMachine(variables, ct);
        await system.Publisher.Publish(build, ct);
        if (!PreparesContainers(projects))
        {
            return await BuildAndRun(projects, seed, variables, machine, NothingToPrepare, ct);
        }

        // The engine and the images while the tests are built, and beside the projects that do without.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var containers = PrepareContainers(machine, variables, end.Token);
        try
        {
            return await BuildAndRun(projects, seed, variables, machine, containers, ct);
        }
        finally
        {
            await end.CancelAsync();
            await ((Task)containers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _engine.Stop();
        }
    }

    private static bool IsContainers(string project) => TestProjects.NameOf(project) == TestProjects.Containers;

    /// <summary>Where a filter may well leave the container tests out, they prepare for themselves what they need.</summary>
    private bool PreparesContainers(IReadOnlyList<string> projects) =>
        projects.Any(IsContainers) && (request.Filter is null || request.Only.Contains(TestProjects.Containers));

    /// <summary>Each project, as often as it is wanted; answers the exit code.</summary>
    private async Task<int> BuildAndRun(
        IReadOnlyList<string> projects, TestSeed seed, Dictionary<string, string?> variables, Task machine, Task<ShellResult> containers, CancellationToken ct)
    {
        await new ProjectBuild(system.Folder, system.Output, system.Clock).Run("Actors.sln", "the tests", ct);
        await machine;

        var runs = new List<ProjectRun>();
        for (var round = 1; round <= request.Repeat; round++)
        {
            if (round > 1)
            {
                seed = request.Seed is null ? TestSeed.Fresh() : seed;
            }

            if (request.Repeat > 1)
            {
                system.Output.Line();
                system.Output.Line(string.Create(CultureInfo.InvariantCulture, $"== Round {round} of {request.Repeat}, seed {seed.Value}"));
            }

            variables[TestSeed.Variable] = seed.Value.ToString(CultureInfo.InvariantCulture);
            var done = await RunAll(projects, variables, containers, ct);
            runs.AddRange(done);
            // A project in which the filter finds nothing need not be asked again.
            projects = [.. projects.Where(project => done.Any(run => run.Name == TestProjects.NameOf(project) && (run.Tests.Length > 0 || run.IsBroken)))];
        }

        var soak = request is { Tier: TestTier.Long, Filter: null, Only.IsEmpty: true } ? await SoakAsync(seed, ct) : ExitCode.Ok;
        var verdict = new TestVerdict(runs, _leftOut, soak);
        verdict.Say(system.Output, system.Clock.GetElapsedTime(_started));
        return verdict.ExitCodeFor(Environment.GetEnvironmentVariable(RequireAllVariable) == "1");
    }

    private async Task<IReadOnlyList<string>> Projects(CancellationToken ct)
    {
        var projects = TestProjects.Find(system.Folder.Root, [.. request.Only]);
        if (projects.Any(IsContainers) && !request.InstallsEngine && !request.Only.Contains(TestProjects.Containers) && !await ContainerEngine.IsThere(ct))
        {
            _leftOut.Add("the container tests: there is no container engine. --containers installs Docker and runs them");
            projects = [.. projects.Where(project => !IsContainers(project))];
        }

        if (!IsRoot)
        {
            _leftOut.Add("what only root may do, such as cutting networks and filling disks: sudo ./actors test runs it too");
        }

        return projects;
    }

    private async Task PrepareMachine(Dictionary<string, string?> variables, CancellationToken ct)
    {
        await _requirements.Ensure(ct);
        await _requirements.EnsureTestPrograms(ct);
        if (IsRoot)
        {
            await _requirements.EnsureNamespaces(ct);
        }

        variables[Browser.Variable] = await _requirements.EnsureBrowser(ct);
        variables[NewerHaProxy.Variable] = await new NewerHaProxy(system.Folder, system.Output).Find(ct);
    }

    private async Task<ShellResult> PrepareContainers(Task machine, Dictionary<string, string?> variables, CancellationToken ct)
    {
        // Both may install packages, and only one can at a time.
        await machine;
        return await _engine.Prepare(request.Tier, variables, ct);
    }

    private async Task<IReadOnlyList<ProjectRun>> RunAll(
        IReadOnlyList<string> projects, Dictionary<string, string?> variables, Task<ShellResult> containers, CancellationToken ct)
    {
        var bound = request.Tier == TestTier.Landing ? TimeSpan.FromMinutes(40) : TimeSpan.FromMinutes(90);
        var runner = new ProjectRunner(system.Folder, system.Output, system.Clock, request.FilterFor(IsRoot), bound);
        return await TestLanes.Run(projects, Lanes, project => runner.Run(project, variables, IsContainers(project) ? containers : NothingToPrepare, ct));
    }

    private Task<int> SoakAsync(TestSeed seed, CancellationToken ct)
    {
        system.Output.Line();
        system.Output.Line("== Soak");
        return Soak.RunAsync(system, new SoakRequest(SoakMinutes, seed.Value), ct);
    }
}
