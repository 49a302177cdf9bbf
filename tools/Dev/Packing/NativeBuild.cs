using Actors.Dev.Building;
using Actors.Dev.Processes;
using Actors.Dev.State;

namespace Actors.Dev.Packing;

/// <summary>Builds the native executable for a processor, this machine's or another, and says what it is made of.</summary>
/// <param name="folder">The repository.</param>
internal sealed class NativeBuild(RunFolder folder)
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(40);

    private string Project => Path.Combine(folder.Root, "src", "Actors");

    /// <summary>This machine's processor.</summary>
    public static PackTarget ThisMachine => PackTarget.Of(DotNet.RuntimeIdentifier);

    /// <summary>Whether what is built for it can be run here.</summary>
    public static bool IsOfThisMachine(PackTarget target) => target == ThisMachine;

    /// <summary>What gives a build its version, and leaves alone what has been restored.</summary>
    public static string Is(ReleaseVersion version) => $"-p:MinVerVersionOverride={version.Text}";

    /// <summary>Fetches what it is made of.</summary>
    public Task RestoreAsync(PackTarget target, CancellationToken cancellationToken) => RunAsync(
        "the packages of the executable cannot be had:",
        [DotNet.Program, "restore", Project, "-nologo", "-v", "quiet", "-p:Native=true", "-r", target.Runtime],
        cancellationToken);

    /// <summary>Builds it. Its packages are restored.</summary>
    /// <param name="target">For which processor.</param>
    /// <param name="version">Which it is.</param>
    /// <param name="into">The folder of the executable.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task PublishAsync(PackTarget target, ReleaseVersion version, string into, CancellationToken cancellationToken) => RunAsync(
        $"the executable for {target.Name} does not build:",
        [
            DotNet.Program, "publish", Project, "--no-restore", "-c", "Release", "-r", target.Runtime, "-o", into, "-nologo",
            "-nodeReuse:false", "-v", "quiet", "-consoleLoggerParameters:NoSummary", "-p:Native=true", Is(version),
            "-p:RunAnalyzers=false", "-p:GenerateDocumentationFile=false",
            .. IsOfThisMachine(target) ? (string[])[] : [$"-p:ObjCopyName={target.Triple}-objcopy"],
        ],
        cancellationToken);

    /// <summary>Writes the bill of materials. The packages of that processor are restored.</summary>
    public Task DescribeAsync(string path, ReleaseVersion version, CancellationToken cancellationToken) => RunAsync(
        "the bill of materials cannot be made:",
        ["sh", Path.Combine(folder.Root, "docker", "sbom"), path, version.Text],
        cancellationToken,
        new Dictionary<string, string?>(DotNet.Quiet) { [ReleaseVersions.TimeVariable] = version.Seconds });

    private async Task RunAsync(
        string failure, IReadOnlyList<string> command, CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string?>? environment = null)
    {
        var result = await Shell.RunAsync(command, Bound, cancellationToken, environment: environment ?? DotNet.Quiet, folder: folder.Root);
        if (result.ExitCode != 0)
        {
            throw new CommandFailed(ExitCode.Failed, failure, [.. result.Lines.Where(line => line.Length > 0).Distinct().TakeLast(20)]);
        }
    }
}
