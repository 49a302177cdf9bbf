using Actors.Cli.Views;
using Actors.Dev.Machine;
using Actors.Dev.Processes;
using Actors.Dev.State;

namespace Actors.Dev.Testing;

/// <summary>The container engine that the container tests need, and the images that they take.</summary>
internal sealed class ContainerEngine(RunFolder folder, Output output, TimeProvider time)
{
    private static readonly TimeSpan AskBound = TimeSpan.FromSeconds(20);

    /// <summary>An engine may have to be installed, and base images be pulled or made.</summary>
    private static readonly TimeSpan PrepareBound = TimeSpan.FromMinutes(20);

    private static readonly TimeSpan StopBound = TimeSpan.FromSeconds(30);

    /// <summary>Whether one answers, or could be started here.</summary>
    public static async Task<bool> IsThereAsync(CancellationToken cancellationToken) => Programs.Find("docker") is { } docker
        && ((Environment.IsPrivilegedProcess && Programs.Find("dockerd") is not null) || (
            await Shell.RunAsync([docker, "info"], AskBound, cancellationToken)).ExitCode == 0);

    /// <summary>
    /// Installs and starts an engine where there is none, and makes what a tier's tests start from: see tests/Containers/prepare.sh.
    /// </summary>
    /// <param name="tier">Of the tests.</param>
    /// <param name="variables">Of the test processes: where the published programs are.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How it went, and what it said.</returns>
    public async Task<ShellResult> PrepareAsync(
        TestTier tier, IReadOnlyDictionary<string, string?> variables, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var result = await Shell.RunAsync(
            ["sh", Script("prepare.sh"), ImagesOf(tier)], PrepareBound, cancellationToken, environment: variables, folder: folder.Root);
        if (result.ExitCode == 0)
        {
            output.Good($"Prepared container engine and images ({TestSummary.Seconds(time.GetElapsedTime(started))})");
        }

        return result;
    }

    /// <summary>Ends the engine that <see cref="PrepareAsync"/> or the tests started, and no other.</summary>
    public Task StopAsync() => Shell.RunAsync(["sh", Script("engine.sh"), "stop"], StopBound, CancellationToken.None, folder: folder.Root);

    /// <summary>A landing takes images of the published programs; the long tier builds the Dockerfile.</summary>
    public static string ImagesOf(TestTier tier) => tier == TestTier.Landing ? "published" : "dockerfile";

    private string Script(string name) => Path.Combine(folder.Root, "tests", "Containers", name);
}
