using Actors.Dev.Building;
using Actors.Dev.Processes;
using Actors.Dev.State;

namespace Actors.Dev.Packing;

/// <summary>Packs the libraries that are packages, each with its symbols.</summary>
internal sealed class NuGetPackages(RunFolder folder)
{
    /// <summary>What makes a project a package.</summary>
    private const string Mark = "Package.props";

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(15);

    /// <summary>The projects.</summary>
    public static IReadOnlyList<string> ProjectsIn(string root) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Where(project => File.ReadAllText(project).Contains(Mark, StringComparison.Ordinal)).Order(StringComparer.Ordinal),
    ];

    /// <summary>Packs them into a folder; answers the names of the files.</summary>
    public async Task<IReadOnlyList<string>> PackAsync(string into, ReleaseVersion version, CancellationToken cancellationToken)
    {
        var staging = Directory.CreateDirectory(Path.Combine(folder.Root, ".run", "pack", "nuget"));
        foreach (var former in staging.GetFiles())
        {
            former.Delete();
        }

        foreach (var project in ProjectsIn(folder.Root))
        {
            var result = await Shell.RunAsync(
                [
                    DotNet.Program, "pack", project, "-c", "Release", "-o", staging.FullName, "-nologo", "-nodeReuse:false", "-v", "quiet",
                    NativeBuild.Is(version),
                ],
                Bound, cancellationToken, environment: DotNet.Quiet, folder: folder.Root);
            if (result.ExitCode != 0)
            {
                throw new CommandFailed(
                    ExitCode.Failed, $"{Path.GetFileNameWithoutExtension(project)} cannot be packed:", [.. result.Lines.TakeLast(20)]);
            }
        }

        FileInfo[] made = [.. staging.GetFiles()];
        string[] names = [.. made.Select(file => file.Name)];
        foreach (var file in made)
        {
            file.MoveTo(Path.Combine(into, file.Name), overwrite: true);
        }

        return names;
    }
}
