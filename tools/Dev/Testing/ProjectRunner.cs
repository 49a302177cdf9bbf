using Actors.Cli.Views;
using Actors.Dev.Building;
using Actors.Dev.Processes;
using Actors.Dev.State;

namespace Actors.Dev.Testing;

/// <summary>
/// Runs one test project to its end. What it says comes in one piece, since another runs beside it; a failure is told at once.
/// </summary>
/// <param name="folder">Where the repository is.</param>
/// <param name="output">Where it is said.</param>
/// <param name="time">For the time it took.</param>
/// <param name="filter">As in <c>dotnet test --filter</c>.</param>
/// <param name="bound">After this long a project hangs, and is ended.</param>
internal sealed class ProjectRunner(RunFolder folder, Output output, TimeProvider time, string filter, TimeSpan bound)
{
    /// <summary>Of the line by which the runner tells that a test has failed.</summary>
    private const string FailMark = "[FAIL]";

    /// <param name="project">Path of its project file.</param>
    /// <param name="variables">Of the test process.</param>
    /// <param name="preparation">
    /// What is done for it beside other work, and awaited here. Where that failed no test runs, and what it said is the project's output.
    /// </param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<ProjectRun> RunAsync(
        string project, IReadOnlyDictionary<string, string?> variables, Task<ShellResult> preparation, CancellationToken cancellationToken)
    {
        var name = TestProjects.NameOf(project);
        var results = Path.Combine(folder.TestResults, name);
        if (Directory.Exists(results))
        {
            Directory.Delete(results, recursive: true);
        }

        if (!preparation.IsCompleted)
        {
            output.Line($"{name} waits for what is prepared for it ...");
        }

        if (await OutcomeOfAsync(preparation) is { ExitCode: not ExitCode.Ok } unprepared)
        {
            var none = new ProjectRun(name, [], unprepared.ExitCode, TimeSpan.Zero);
            Tell(none, unprepared.Lines, "what it needs could not be prepared");
            return none;
        }

        output.Line($"{name} ...");
        var started = time.GetTimestamp();
        string[] command =
        [
            // What was built, by its path: no project is evaluated again.
            DotNet.Program, "test", TestProjects.AssemblyOf(project),
            "--logger", "trx", "--logger", "console;verbosity=minimal", "--results-directory", results, "--filter", filter,
        ];
        var result = await OutcomeOfAsync(Shell.RunAsync(command, bound, cancellationToken, TellFailure, variables, folder.Root));
        var run = new ProjectRun(name, TestResults.Read(results), result.ExitCode, time.GetElapsedTime(started));
        Tell(run, result.Lines, "the test runner itself failed");
        return run;

        void TellFailure(string line)
        {
            if (line.Contains(FailMark, StringComparison.Ordinal))
            {
                output.Bad($"{name}: {line.Trim()}");
            }
        }
    }

    /// <summary>What hangs has failed, with that for its output.</summary>
    private static async Task<ShellResult> OutcomeOfAsync(Task<ShellResult> work)
    {
        try
        {
            return await work;
        }
        catch (CommandFailed hangs)
        {
            return TestPreparations.OutcomeOf(hangs);
        }
    }

    private void Tell(ProjectRun run, IReadOnlyList<string> lines, string whyBroken)
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

        output.Bad(run.IsBroken
            ? $"{run.Name}: {whyBroken} (exit code {run.ExitCode})"
            : $"{run.Name}: {run.Totals} ({TestSummary.Seconds(run.Took)})");
    }
}
