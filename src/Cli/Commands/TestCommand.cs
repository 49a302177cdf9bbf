using System.CommandLine;
using Actors.Cli.Building;
using Actors.Cli.Machine;
using Actors.Cli.Nodes;
using Actors.Cli.Testing;

namespace Actors.Cli.Commands;

/// <summary><c>./actors test</c>: builds once, runs every test project, and sums up in one line.</summary>
internal static class TestCommand
{
    /// <summary>Where the end-to-end tests find the published programs.</summary>
    private const string BuildVariable = "ACTORS_BUILD";

    private static readonly TimeSpan BuildBound = TimeSpan.FromMinutes(15);
    /// <summary>Twice as long as the longest takes on two busy processors: the faults wait for networks and clusters to come together again.</summary>
    private static readonly TimeSpan ProjectBound = TimeSpan.FromMinutes(40);

    public static Command Create()
    {
        var containers = new Option<bool>("--containers") { Description = "Also the tests that need a container engine." };
        var only = new Option<bool>("--only-containers") { Description = "Only the tests that need a container engine." };
        var faults = new Option<bool>("--faults") { Description = "Only the long tests of faults, which also cut networks and fill disks: they need root, ip and iptables." };
        var filter = new Option<string?>("--filter") { Description = "Only tests that match, as in `dotnet test --filter`.", HelpName = "X" };
        var command = new Command("test", "Runs the tests; the last line says how many passed and failed.") { containers, only, faults, filter };
        command.SetAction((parsed, ct) => Run(
            ActorsCommand.Open(),
            parsed.GetValue(faults) ? TestChoice.OnlyFaults : parsed.GetValue(only) ? TestChoice.OnlyContainers : parsed.GetValue(containers) ? TestChoice.AlsoContainers : TestChoice.Usual,
            parsed.GetValue(filter),
            ct));
        return command;
    }

    private static async Task<int> Run(LocalSystem system, TestChoice choice, string? filter, CancellationToken ct)
    {
        var projects = TestProjects.Find(system.Folder.Root, choice);
        var onlyContainers = choice == TestChoice.OnlyContainers;
        var variables = new Dictionary<string, string?>(DotNet.Quiet) { ["ACTORS_ROOT"] = null };
        if (!onlyContainers)
        {
            var requirements = new Requirements(system.Output, system.Clock);
            await requirements.Ensure(ct);
            await requirements.EnsureTestPrograms(ct);
            if (choice == TestChoice.OnlyFaults)
            {
                await requirements.EnsureNamespaces(ct);
            }
            else
            {
                variables[Browser.Variable] = await requirements.EnsureBrowser(ct);
            }

            // Nodes that run keep the build they were started from.
            var isBusy = system.Load() is { } state && state.Nodes.Any(LocalSystem.IsAlive);
            variables[BuildVariable] = isBusy ? system.Folder.TestBuild : system.Folder.Build;
            await system.Publisher.Publish(variables[BuildVariable]!, ct);
            variables[NewerHaProxy.Variable] = await new NewerHaProxy(system.Folder, system.Output).Find(ct);
        }

        await Build(system, projects, onlyContainers, ct);
        var totals = default(TestTotals);
        var broken = new List<string>();
        foreach (var project in projects)
        {
            var (results, exitCode) = await RunProject(system, project, choice, filter, variables, ct);
            totals += results;
            // A runner that fails without a failed test: it crashed, or could not start.
            if (exitCode != 0 && results.Failed == 0)
            {
                broken.Add($"{TestProjects.NameOf(project)} (exit code {exitCode})");
            }
        }

        foreach (var name in broken)
        {
            system.Output.Bad($"The test runner itself failed: {name}");
        }

        if (totals.Run == 0)
        {
            system.Output.Bad("No test ran.");
        }

        system.Output.Line();
        system.Output.Raw((totals with { Failed = totals.Failed + broken.Count }).ToString());
        return totals is { Run: > 0, Failed: 0 } && broken.Count == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static Task Build(LocalSystem system, IReadOnlyList<string> projects, bool onlyContainers, CancellationToken ct) => system.Output.Step(
        "Building the tests",
        "Built the tests",
        async _ =>
        {
            var what = onlyContainers ? projects : [Path.Combine(system.Folder.Root, "Actors.sln")];
            foreach (var path in what)
            {
                var result = await Shell.Run(
                    [DotNet.Program, "build", path, "-c", "Release", "-nologo", "-v", "quiet", "-nodeReuse:false", "-consoleLoggerParameters:NoSummary"],
                    BuildBound,
                    ct,
                    environment: DotNet.Quiet,
                    folder: system.Folder.Root);
                if (result.ExitCode != 0)
                {
                    throw new CommandFailed(ExitCode.Failed, "the tests do not build:", [.. result.Lines.Distinct().TakeLast(40)]);
                }
            }
        },
        system.Clock);

    private static async Task<(TestTotals Totals, int ExitCode)> RunProject(
        LocalSystem system, string project, TestChoice choice, string? filter, Dictionary<string, string?> variables, CancellationToken ct)
    {
        var name = TestProjects.NameOf(project);
        var results = Path.Combine(system.Folder.TestResults, name);
        if (Directory.Exists(results))
        {
            Directory.Delete(results, recursive: true);
        }

        system.Output.Line();
        system.Output.Line($"== {name}");
        // Tests that take minutes are told one by one.
        var verbosity = choice == TestChoice.OnlyFaults ? "normal" : "minimal";
        string[] command =
        [
            DotNet.Program, "test", project, "--no-build", "-c", "Release", "--nologo",
            "--logger", "trx", "--logger", $"console;verbosity={verbosity}", "--results-directory", results, "--filter", TestProjects.FilterOf(choice, filter),
        ];

        var exitCode = ExitCode.Failed;
        try
        {
            exitCode = (await Shell.Run(command, ProjectBound, ct, system.Output.Raw, variables, system.Folder.Root)).ExitCode;
        }
        catch (CommandFailed hangs)
        {
            system.Output.Bad(hangs.Message);
        }

        return (TestResults.Read(results), exitCode);
    }
}
