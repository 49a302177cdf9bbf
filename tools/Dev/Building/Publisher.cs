using Actors.Cli.Views;
using Actors.Dev.Processes;
using Actors.Dev.State;

namespace Actors.Dev.Building;

/// <summary>Builds the executable of the nodes, once: as long as nothing they are made of changes, the last build stands.</summary>
internal sealed class Publisher(RunFolder folder, Output output, TimeProvider time)
{
    /// <summary>
    /// Set to 1: it is built as one native file, which takes minutes and a C compiler (docs/adr/0038). Set to 0: it never is.
    /// </summary>
    public const string NativeVariable = "ACTORS_NATIVE";

    private const string StampName = "stamp";

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(20);
    private static readonly string[] Links = ["actors-seed", "actors-web", "actors-ha"];

    // Said by NuGet and the SDK when the compiler for ahead-of-time code, or the runtime pack it works on, is out of reach.
    private static readonly string[] ReadyToRunIsMissing = [
        "Crossgen2", "NETSDK1094", "Microsoft.NETCore.App.Runtime", "Microsoft.AspNetCore.App.Runtime"];

    /// <summary>Whether the user wants the native build; null where nothing is said.</summary>
    public static bool? IsNativeWanted =>
        Environment.GetEnvironmentVariable(NativeVariable) switch { "1" => true, "0" => false, _ => null };

    /// <summary>Brings <paramref name="target"/> up to date.</summary>
    public Task PublishAsync(string target, CancellationToken cancellationToken) =>
        PublishAsync(target, IsNativeWanted ?? false, cancellationToken);

    /// <summary>Brings <paramref name="target"/> up to date.</summary>
    /// <param name="target">The folder of the executable.</param>
    /// <param name="isNative">Whether it is to be one native file.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task PublishAsync(string target, bool isNative, CancellationToken cancellationToken)
    {
        using var taken = await FolderLock.TakeAsync(
            folder.BuildLock, Bound, () => output.Line("Waiting for another build to end ..."), time, cancellationToken);
        var stamp = Stamp(isNative);
        if (IsCurrent(target, stamp))
        {
            return;
        }

        await output.StepAsync(
            isNative ? "Building actors as a native program (once, some minutes)" : "Building actors (Release, once)",
            "Built actors",
            say => BuildAsync(target, isNative, stamp, say, cancellationToken),
            time);
    }

    /// <summary>Whether there is a build at all, of whatever state of the sources.</summary>
    public static bool IsThere(string target) => File.Exists(RunFolder.Program(target));

    /// <summary>Whether the build there is of the sources as they are: publishing again would change nothing.</summary>
    public bool IsCurrent(string target) => IsCurrent(target, Stamp(IsNativeWanted ?? false));

    private string Stamp(bool isNative) =>
        BuildStamp.Of(folder.Root, DotNet.RuntimeIdentifier, Environment.Version.ToString(), isNative ? "native" : "");

    private static bool IsCurrent(string target, string stamp) =>
        IsThere(target)
        && File.Exists(Path.Combine(target, StampName))
        && File.ReadAllText(Path.Combine(target, StampName)) == stamp;

    private async Task BuildAsync(string target, bool isNative, string stamp, Action<string> say, CancellationToken cancellationToken)
    {
        // Beside, then renamed: whatever still runs from the old folder keeps its files.
        var staging = target + ".new";
        Clear(staging);
        var result = await RunAsync(staging, isNative ? "Native" : "PublishReadyToRun", cancellationToken);
        if (!isNative
            && result.ExitCode != 0
            && ReadyToRunIsMissing.Any(word => result.Text.Contains(word, StringComparison.OrdinalIgnoreCase)))
        {
            output.Line("The packages for ahead-of-time code are out of reach: building without (nodes start a little slower).");
            say("Building actors without ahead-of-time code");
            Clear(staging);
            result = await RunAsync(staging, how: null, cancellationToken);
        }

        if (result.ExitCode != 0)
        {
            throw new CommandFailed(ExitCode.Failed, "the build failed; what it said:", [.. Interesting(result.Lines)]);
        }

        foreach (var link in Links)
        {
            File.CreateSymbolicLink(Path.Combine(staging, link), Path.GetFileName(RunFolder.Program(staging)));
        }

        await File.WriteAllTextAsync(Path.Combine(staging, StampName), stamp, cancellationToken);
        var old = target + ".old";
        Clear(old);
        if (Directory.Exists(target))
        {
            Directory.Move(target, old);
        }

        Directory.Move(staging, target);
        Clear(old);
    }

    private Task<ShellResult> RunAsync(string target, string? how, CancellationToken cancellationToken) => Shell.RunAsync(
        [
            DotNet.Program, "publish", Path.Combine(folder.Root, "src", "Actors"),
            "-c", "Release", "-r", DotNet.RuntimeIdentifier, "-o", target, "-nologo", "-nodeReuse:false",
            "-v", "quiet", "-consoleLoggerParameters:NoSummary", "-p:RunAnalyzers=false", "-p:GenerateDocumentationFile=false",
            .. how is null ? (string[])[] : [$"-p:{how}=true"],
        ],
        Bound,
        cancellationToken,
        environment: DotNet.Building,
        folder: folder.Root);

    /// <summary>The errors, once each; or the end of it all when there are none.</summary>
    private static IEnumerable<string> Interesting(IReadOnlyList<string> lines)
    {
        var errors = lines.Where(line => line.Contains("error", StringComparison.OrdinalIgnoreCase)).Distinct().Take(20).ToArray();
        return errors.Length > 0 ? errors : lines.TakeLast(20);
    }

    private static void Clear(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
