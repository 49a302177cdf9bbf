using System.IO.Compression;
using Actors.Dev.Machine;
using Actors.Dev.Processes;
using Actors.Dev.State;

namespace Actors.Dev.Packing;

/// <summary>Builds the images by <c>docker/Dockerfile</c>, and saves each as an archive.</summary>
internal sealed class ImageArchives(RunFolder folder)
{
    /// <summary>The images, which are targets of the Dockerfile.</summary>
    public static readonly IReadOnlyList<string> Names = ["node", "seed", "agent"];

    private static readonly TimeSpan AskBound = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(60);

    /// <summary>Path of docker, whose engine answers.</summary>
    /// <exception cref="CommandFailed">There is none, or it does not.</exception>
    public static async Task<string> RequireAsync(CancellationToken cancellationToken)
    {
        if (Programs.Find("docker") is not { } docker)
        {
            throw new CommandFailed(
                ExitCode.MachineLacks, "there is no docker here, which builds images.",
                "Install a container engine, or pack without --images.");
        }

        var asked = await Shell.RunAsync([docker, "info"], AskBound, cancellationToken);
        return asked.ExitCode == 0
            ? docker
            : throw new CommandFailed(
                ExitCode.MachineLacks, "no container engine answers here.",
                [.. asked.Lines.TakeLast(2), "Start it (as root: dockerd), or pack without --images."]);
    }

    /// <summary>What <c>docker build</c> is called with for one of them.</summary>
    public IReadOnlyList<string> BuildArguments(string image, ReleaseVersion version) =>
    [
        "build", "--file", Path.Combine(folder.Root, "docker", "Dockerfile"), "--target", image,
        "--build-arg", $"VERSION={version.Text}", "--build-arg", $"REVISION={version.Commit ?? "unknown"}",
        .. Tags(image, version).SelectMany(tag => (string[])["--tag", tag]), folder.Root,
    ];

    /// <summary>As it is called once it is loaded.</summary>
    public static IReadOnlyList<string> Tags(string image, ReleaseVersion version) =>
        [$"actors/{image}:{version.Text}", $"actors/{image}:latest"];

    /// <summary>Builds one, and saves it with its names.</summary>
    /// <param name="docker">Path of docker.</param>
    /// <param name="image">One of <see cref="Names"/>.</param>
    /// <param name="version">Which it is.</param>
    /// <param name="path">The archive's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task SaveAsync(string docker, string image, ReleaseVersion version, string path, CancellationToken cancellationToken)
    {
        await RunAsync([docker, .. BuildArguments(image, version)]);
        var unpacked = path + ".tmp";
        try
        {
            await RunAsync([docker, "save", "--output", unpacked, .. Tags(image, version)]);
            await using var from = File.OpenRead(unpacked);
            await using var to = new GZipStream(File.Create(path), CompressionLevel.Optimal);
            await from.CopyToAsync(to, cancellationToken);
        }
        finally
        {
            File.Delete(unpacked);
        }

        async Task RunAsync(IReadOnlyList<string> command)
        {
            var result = await Shell.RunAsync(command, Bound, cancellationToken, folder: folder.Root);
            if (result.ExitCode != 0)
            {
                throw new CommandFailed(ExitCode.Failed, $"the image actors/{image} cannot be made:", [.. result.Lines.TakeLast(20)]);
            }
        }
    }
}
