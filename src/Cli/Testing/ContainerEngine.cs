using Actors.Cli.Building;
using Actors.Cli.Machine;
using Actors.Cli.Reporting;

namespace Actors.Cli.Testing;

/// <summary>The container engine that the container tests need, and the base images that they build on.</summary>
internal sealed class ContainerEngine(RunFolder folder, Output output)
{
    private static readonly TimeSpan AskBound = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PrepareBound = TimeSpan.FromMinutes(15);

    /// <summary>Whether one answers, or could be started here.</summary>
    public static async Task<bool> IsThere(CancellationToken ct)
    {
        if (Programs.Find("docker") is not { } docker)
        {
            return false;
        }

        return (Environment.IsPrivilegedProcess && Programs.Find("dockerd") is not null)
            || (await Shell.Run([docker, "info"], AskBound, ct)).ExitCode == 0;
    }

    /// <summary>
    /// Gets what takes long ready, while other tests run already. The tests do the same again and find it done; what fails here fails there, and is
    /// said there.
    /// </summary>
    public async Task Prepare(CancellationToken ct)
    {
        var result = await Shell.Run(["sh", Path.Combine(folder.Root, "tests", "Containers", "prepare.sh")], PrepareBound, ct, folder: folder.Root);
        if (result.ExitCode != 0)
        {
            output.Bad($"The container tests could not be prepared: {(result.Lines is [.., var last] ? last : "prepare.sh said nothing")}");
        }
    }
}
