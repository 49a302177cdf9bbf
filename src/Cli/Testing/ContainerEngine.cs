using Actors.Cli.Building;
using Actors.Cli.Machine;

namespace Actors.Cli.Testing;

/// <summary>The container engine that the container tests need.</summary>
internal static class ContainerEngine
{
    private static readonly TimeSpan AskBound = TimeSpan.FromSeconds(20);

    /// <summary>Whether one answers, or could be started here.</summary>
    public static async Task<bool> IsThere(CancellationToken ct) => Programs.Find("docker") is { } docker
        && ((Environment.IsPrivilegedProcess && Programs.Find("dockerd") is not null) || (await Shell.Run([docker, "info"], AskBound, ct)).ExitCode == 0);
}
