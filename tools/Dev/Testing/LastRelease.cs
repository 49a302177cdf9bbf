using Actors.Cli.Views;
using Actors.Dev.Building;
using Actors.Dev.Processes;
using Actors.Dev.State;

namespace Actors.Dev.Testing;

/// <summary>The programs of the last release, which a test runs beside today's: see tests/last-release.sh.</summary>
internal sealed class LastRelease(RunFolder folder, Output output, TimeProvider time)
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Builds them with what is left of the processors, so that the test finds them. Where they cannot be built that test fails, and says
    /// why.
    /// </summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var variables = new Dictionary<string, string?>(DotNet.Building) { ["DOTNET"] = DotNet.Program };
        var result = await Shell.RunAsync(
            ["nice", "-n", "10", "bash", Path.Combine(folder.Root, "tests", "last-release.sh")], Bound, cancellationToken,
            environment: variables, folder: folder.Root);
        if (result.ExitCode == 0)
        {
            output.Good($"Prepared the programs of the last release ({TestSummary.Seconds(time.GetElapsedTime(started))})");
        }
    }
}
