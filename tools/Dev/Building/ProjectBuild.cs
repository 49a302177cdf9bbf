using Actors.Cli.Views;
using Actors.Dev.Processes;
using Actors.Dev.State;

namespace Actors.Dev.Building;

/// <summary>Builds what tests and measures the programs, strictly: a warning is an error.</summary>
internal sealed class ProjectBuild(RunFolder folder, Output output, TimeProvider time)
{
    private const int MostLines = 40;

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(15);

    /// <param name="path">Of a solution or a project, from the repository's root.</param>
    /// <param name="what">What it is, in words: <c>the tests</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CommandFailed">It does not build; with what the compiler said.</exception>
    public Task RunAsync(string path, string what, CancellationToken cancellationToken) => output.StepAsync(
        $"Building {what}",
        $"Built {what}",
        async _ =>
        {
            using var compiler = await CompilerServer.StartAsync(folder.Root, cancellationToken);
            var result = await Shell.RunAsync(
                [
                    DotNet.Program, "build", Path.Combine(folder.Root, path),
                    "-c", "Release", "-nologo", "-v", "quiet", "-nodeReuse:false", "-consoleLoggerParameters:NoSummary",
                ],
                Bound,
                cancellationToken,
                environment: compiler.Variables,
                folder: folder.Root);
            if (result.ExitCode != 0)
            {
                throw new CommandFailed(ExitCode.Failed, $"{what} do not build:", [.. result.Lines.Distinct().TakeLast(MostLines)]);
            }
        },
        time);
}
