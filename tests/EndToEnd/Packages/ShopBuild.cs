using System.Globalization;
using System.Text;
using CliWrap;

namespace Actors.EndToEnd.Packages;

/// <summary>
/// The sample of samples/Shop, built from the packages as somebody else would: packed from a copy of the sources, under a version that
/// no cache has, and restored from a feed of its own.
/// </summary>
public sealed class ShopBuild : IAsyncLifetime
{
    private static readonly string[] Settings = [
        "global.json", "Directory.Build.props", "Directory.Packages.props", "BannedSymbols.txt", "src/Package.props"];
    private readonly string _folder = Directory.CreateTempSubdirectory("ap-").FullName;
    private readonly string _version = $"0.0.0-test.{TimeProvider.System.GetUtcNow().Ticks.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The sample's program.</summary>
    public string Program => Path.Combine(_folder, "out", "Shop");

    /// <summary>The version of the packages that it was built with.</summary>
    public string Version => _version;

    private string Feed => Path.Combine(_folder, "artifacts", "packages");

    public async Task InitializeAsync()
    {
        foreach (var file in Settings)
        {
            Copy(file);
        }

        CopyFolder("hocon");
        CopyFolder("src/Contracts");
        CopyFolder("src/Clustering");
        CopyFolder("src/Backend");
        CopyFolder("samples");
        foreach (var package in (string[])["Contracts", "Clustering", "Backend"])
        {
            await DotNetAsync(
                "pack", Path.Combine("src", package), "-c", "Release", $"-p:Version={_version}", "-p:RunAnalyzers=false", "-o", Feed);
        }

        await DotNetAsync(
            "publish", Path.Combine("samples", "Shop"), "-c", "Release", $"-p:ActorsVersion={_version}", "-o",
            Path.GetDirectoryName(Program)!);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>A file that the feed has for a package, such as <c>nupkg</c> or <c>snupkg</c>.</summary>
    public string PackageOf(string id, string kind) => Path.Combine(Feed, $"{id}.{_version}.{kind}");

    private void CopyFolder(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf(folder), "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(Repository.PathOf(), file);
            if (!path.Split('/').Any(part => part is "bin" or "obj"))
            {
                Copy(path);
            }
        }
    }

    private void Copy(string path)
    {
        var to = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(Repository.PathOf(path), to);
    }

    // Our own packages go into a folder that is deleted; all others are where they have always been.
    private async Task DotNetAsync(params string[] words)
    {
        var said = new StringBuilder();
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var done = await Cli.Wrap("dotnet").WithArguments([.. words, $"-p:RestoreFallbackFolders={cache}", "-nologo", "-nodeReuse:false"])
            .WithWorkingDirectory(_folder)
            .WithEnvironmentVariables(set =>
            set.Set("NUGET_PACKAGES", Path.Combine(_folder, "cache")).Set("DOTNET_CLI_TELEMETRY_OPTOUT", "1"))
            .WithValidation(CommandResultValidation.None).WithStandardOutputPipe(PipeTarget.ToStringBuilder(said))
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(said)).ExecuteAsync();
        Assert.True(done.ExitCode == 0, $"dotnet {string.Join(' ', words)}: {said}");
    }
}
