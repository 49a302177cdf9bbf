using CliWrap;
using CliWrap.Buffered;

namespace Actors.Harness;

/// <summary>
/// A release to come, to which this one is upgraded: the program of this working tree under another version. It is not native, which is
/// built in a fifth of the time.
/// </summary>
public sealed class NextRelease : IAsyncDisposable
{
    /// <summary>Its version.</summary>
    public const string Version = "99.0.0";

    private readonly string _folder = Directory.CreateTempSubdirectory("an-").FullName;

    /// <summary>The folder of its programs.</summary>
    public string Programs => Path.Combine(_folder, "programs");

    /// <summary>Builds it, apart from all that the tests were built from.</summary>
    /// <exception cref="InvalidOperationException">It does not build; with what the build said.</exception>
    public static async Task<NextRelease> BuildAsync()
    {
        var release = new NextRelease();
        var result = await Cli.Wrap("dotnet").WithArguments([
                "publish", Repository.PathOf("src", "Actors"), "-c", "Release", "-o", release.Programs,
                "--artifacts-path", Path.Combine(release._folder, "artifacts"), $"-p:MinVerVersionOverride={Version}",
                "-p:RunAnalyzers=false", "-p:GenerateDocumentationFile=false", "-nologo", "-nodeReuse:false", "-v", "quiet",
            ])
            .WithEnvironmentVariables(set => set.Set("UseSharedCompilation", "false").Set("DOTNET_CLI_TELEMETRY_OPTOUT", "1"))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
        if (!result.IsSuccess)
        {
            await release.DisposeAsync();
            throw new InvalidOperationException(result.StandardOutput.Trim() + result.StandardError.Trim());
        }

        foreach (var program in (string[])["seed", "ha", "web"])
        {
            File.CreateSymbolicLink(Path.Combine(release.Programs, "actors-" + program), "actors");
        }

        return release;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
