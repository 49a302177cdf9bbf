using System.Globalization;
using Actors.Dev.Building;
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

    private const int SoakMinutes = 5;

    private static readonly bool IsRoot = Environment.IsPrivilegedProcess;
    private readonly long _started = system.Time.GetTimestamp();
    private readonly ContainerEngine _engine = new(system.Folder, system.Output, system.Time);
    private readonly List<string> _leftOut = [];

    /// <summary>The exit code.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var seed = await TestSeed.ChooseAsync(request, system.Folder.Root, cancellationToken);
        system.Output.Line(seed.ToString());
        var projects = await TestSelection.ChooseAsync(system.Folder.Root, request, IsRoot, _leftOut, cancellationToken);
        var build = system.FreeBuild;
        // All of it is run on what the images have. A part is not worth the minutes that the native build takes.
        var isNative = Publisher.IsNativeWanted ?? request is { Only.IsEmpty: true, Filter: null };
        var variables = new Dictionary<string, string?>(DotNet.Quiet)
        {
            ["ACTORS_ROOT"] = null,
            [TierVariable] = request.Tier == TestTier.Landing ? "landing" : "long",
            [BuildVariable] = build,
            [Publisher.NativeVariable] = isNative ? "1" : "0",
        };
        var needs = new TestMachine(system, IsRoot, request.Tier);
        if (isNative)
        {
            await needs.PrepareNativeBuildAsync(cancellationToken);
        }

        // Packages are installed while the executable is built, and that goes on beside the tests' build where it is native: that build has
        // places of its own.
        var machine = needs.PrepareAsync(variables, cancellationToken);
        var executable = system.Publisher.PublishAsync(build, isNative, cancellationToken);
        if (!isNative)
        {
            await executable;
        }

        // Beside the projects that do without: the executable, then the engine and the images. The last release likewise.
        var takesContainers = PreparesContainers(projects);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var preparations = TestPreparations.None with { Executable = TestPreparations.OfAsync(executable) };
        if (takesContainers)
        {
            preparations = preparations with
            {
                Containers = PrepareContainersAsync(machine, preparations.Executable, variables, end.Token),
            };
        }

        var lastRelease = PreparesLastRelease
            ? new LastRelease(system.Folder, system.Output, system.Time).PrepareAsync(end.Token)
            : Task.CompletedTask;
        try
        {
            return await BuildAndRunAsync(projects, seed, variables, machine, preparations, cancellationToken);
        }
        finally
        {
            await end.CancelAsync();
            await Task.WhenAll(preparations.Containers, lastRelease).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (takesContainers)
            {
                await _engine.StopAsync();
            }
        }
    }

    /// <summary>The test that takes it is in the landing tier. Where a part is chosen it prepares for itself what it needs.</summary>
    private bool PreparesLastRelease => request is { Tier: TestTier.Landing, Only.IsEmpty: true, Filter: null };

    /// <summary>Where a filter may well leave the container tests out, they prepare for themselves what they need.</summary>
    private bool PreparesContainers(IReadOnlyList<string> projects) =>
        projects.Any(TestProjects.IsContainers) && (request.Filter is null || request.Only.Contains(TestProjects.Containers));

    /// <summary>Each project, as often as it is wanted; answers the exit code.</summary>
    private async Task<int> BuildAndRunAsync(
        IReadOnlyList<string> projects,
        TestSeed seed,
        Dictionary<string, string?> variables,
        Task machine,
        TestPreparations preparations,
        CancellationToken cancellationToken)
    {
        await new ProjectBuild(system.Folder, system.Output, system.Time).RunAsync("Actors.sln", "the tests", cancellationToken);
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
            var done = await RunAllAsync(projects, variables, preparations, cancellationToken);
            runs.AddRange(done);
            // A project in which the filter finds nothing need not be asked again.
            projects = [.. projects.Where(
                project => done.Any(run => run.Name == TestProjects.NameOf(project) && (run.Tests.Length > 0 || run.IsBroken)))];
        }

        var soak = request is { Tier: TestTier.Long, Filter: null, Only.IsEmpty: true }
            ? await SoakAsync(seed, cancellationToken)
            : ExitCode.Ok;
        var verdict = new TestVerdict(runs, _leftOut, soak);
        verdict.Say(system.Output, system.Time.GetElapsedTime(_started));
        return verdict.ExitCodeFor(Environment.GetEnvironmentVariable(RequireAllVariable) == "1");
    }

    private async Task<ShellResult> PrepareContainersAsync(
        Task machine, Task<ShellResult> executable, Dictionary<string, string?> variables, CancellationToken cancellationToken)
    {
        // Both may install packages, and only one can at a time; and the images are made of the executable.
        await machine;
        return await executable is { ExitCode: not ExitCode.Ok } failed
            ? failed
            : await _engine.PrepareAsync(request.Tier, variables, cancellationToken);
    }

    private async Task<IReadOnlyList<ProjectRun>> RunAllAsync(
        IReadOnlyList<string> projects,
        Dictionary<string, string?> variables,
        TestPreparations preparations,
        CancellationToken cancellationToken)
    {
        var bound = request.Tier == TestTier.Landing ? TimeSpan.FromMinutes(40) : TimeSpan.FromMinutes(90);
        var runner = new ProjectRunner(system.Folder, system.Output, system.Time, request.FilterFor(IsRoot), bound);
        // The one that takes longest, the one that takes longest of those that need no executable, and all others one after the other: each
        // waits for much of its time, and each process claims ports of its own. The longest waits for the executable, and the fewer run
        // beside that build, the sooner it begins.
        Task[] lanes = [Task.CompletedTask, Task.CompletedTask, preparations.Executable];
        return await TestLanes.RunAsync(projects, lanes, project => runner.RunAsync(
            project, variables, preparations.For(project), cancellationToken));
    }

    private Task<int> SoakAsync(TestSeed seed, CancellationToken cancellationToken)
    {
        system.Output.Line();
        system.Output.Line("== Soak");
        return Soak.RunAsync(system, new SoakRequest(SoakMinutes, seed.Value), cancellationToken);
    }
}
