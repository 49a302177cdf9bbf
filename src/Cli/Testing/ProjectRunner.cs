using Actors.Cli.Building;
using Actors.Cli.Reporting;

namespace Actors.Cli.Testing;

/// <summary>Runs one test project to its end. What it says comes in one piece, since another runs beside it; a failure is told at once.</summary>
/// <param name="folder">Where the repository is.</param>
/// <param name="output">Where it is said.</param>
/// <param name="clock">For the time it took.</param>
/// <param name="filter">As in <c>dotnet test --filter</c>.</param>
/// <param name="bound">After this long a project hangs, and is ended.</param>
internal sealed class ProjectRunner(RunFolder folder, Output output, TimeProvider clock, string filter, TimeSpan bound)
{
    /// <summary>Of the line by which the runner tells that a test has failed.</summary>
    private const string FailMark = "[FAIL]";

    /// <param name="project">Path of its project file.</param>
    /// <param name="variables">Of the test process.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<ProjectRun> Run(string project, IReadOnlyDictionary<string, string?> variables, CancellationToken ct)
    {
        var name = TestProjects.NameOf(project);
        var results = Path.Combine(folder.TestResults, name);
        if (Directory.Exists(results))
        {
            Directory.Delete(results, recursive: true);
        }

        output.Line($"{name} ...");
        var started = clock.GetTimestamp();
        string[] command =
        [
            DotNet.Program, "test", project, "--no-build", "-c", "Release", "--nologo",
            "--logger", "trx", "--logger", "console;verbosity=minimal", "--results-directory", results, "--filter", filter,
        ];
        IReadOnlyList<string> lines;
        var exitCode = ExitCode.Failed;
        try
        {
            var result = await Shell.Run(command, bound, ct, TellFailure, variables, folder.Root);
            (exitCode, lines) = (result.ExitCode, result.Lines);
        }
        catch (CommandFailed hangs)
        {
            lines = [hangs.Message];
        }

        var run = new ProjectRun(name, TestResults.Read(results), exitCode, clock.GetElapsedTime(started));
        Tell(run, lines);
        return run;

        void TellFailure(string line)
        {
            if (line.Contains(FailMark, StringComparison.Ordinal))
            {
                output.Bad($"{name}: {line.Trim()}");
            }
        }
    }

    private void Tell(ProjectRun run, IReadOnlyList<string> lines)
    {
        if (run.ExitCode == 0)
        {
            if (run.Tests.Length > 0)
            {
                output.Good($"{run.Name}: {run.Totals} ({TestSummary.Seconds(run.Took)})");
            }

            return;
        }

        output.Line();
        output.Line($"== {run.Name}");
        foreach (var line in lines)
        {
            output.Raw(line);
        }

        output.Bad(run.IsBroken ? $"{run.Name}: the test runner itself failed (exit code {run.ExitCode})" : $"{run.Name}: {run.Totals} ({TestSummary.Seconds(run.Took)})");
    }
}
