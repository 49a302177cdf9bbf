using Actors.Cli.Views;
using Actors.Dev.Processes;
using Actors.Dev.State;

namespace Actors.Dev.Building;

/// <summary>Builds the node programs, once: as long as nothing they are made of changes, the last build stands.</summary>
internal sealed class Publisher(RunFolder folder, Output output, TimeProvider time)
{
    /// <summary>Set to 1: web nodes are built as native programs (docs/adr/0011).</summary>
    private const string NativeVariable = "ACTORS_NATIVE";

    private const string StampName = "stamp";

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(20);
    private static readonly bool IsNative = Environment.GetEnvironmentVariable(NativeVariable) == "1";
    private static readonly string[] Programs = ["seed", "web", "ha"];

    // Said by NuGet and the SDK when the compiler for ahead-of-time code, or the runtime pack it works on, is out of reach.
    private static readonly string[] ReadyToRunIsMissing = [
        "Crossgen2", "NETSDK1094", "Microsoft.NETCore.App.Runtime", "Microsoft.AspNetCore.App.Runtime"];

    /// <summary>Brings <paramref name="target"/> up to date.</summary>
    public async Task PublishAsync(string target, CancellationToken cancellationToken)
    {
        using var taken = await FolderLock.TakeAsync(
            folder.BuildLock, Bound, () => output.Line("Waiting for another build to end ..."), time, cancellationToken);
        var stamp = Stamp();
        if (IsCurrent(target, stamp))
        {
            return;
        }

        await output.StepAsync(
            "Building seed, web and ha (Release, once)",
            "Built seed, web and ha",
            say => BuildAsync(target, stamp, say, cancellationToken),
            time);
    }

    /// <summary>Whether there is a build at all, of whatever state of the sources.</summary>
    public static bool IsThere(string target) =>
        Programs.All(program => File.Exists(Path.Combine(target, program, "actors-" + program)));

    /// <summary>Whether the build there is of the sources as they are: publishing again would change nothing.</summary>
    public bool IsCurrent(string target) => IsCurrent(target, Stamp());

    private string Stamp() =>
        BuildStamp.Of(folder.Root, DotNet.RuntimeIdentifier, Environment.Version.ToString(), IsNative ? "native" : "");

    private static bool IsCurrent(string target, string stamp) =>
        IsThere(target)
        && File.Exists(Path.Combine(target, StampName))
        && File.ReadAllText(Path.Combine(target, StampName)) == stamp;

    private async Task BuildAsync(string target, string stamp, Action<string> say, CancellationToken cancellationToken)
    {
        // Beside, then renamed: whatever still runs from the old folder keeps its files.
        var staging = target + ".new";
        Clear(staging);
        var result = await RunAsync(staging, readyToRun: true, cancellationToken);
        if (result.ExitCode != 0 && ReadyToRunIsMissing.Any(word => result.Text.Contains(word, StringComparison.OrdinalIgnoreCase)))
        {
            output.Line("The packages for ahead-of-time code are out of reach: building without (nodes start a little slower).");
            say("Building seed, web and ha without ahead-of-time code");
            Clear(staging);
            result = await RunAsync(staging, readyToRun: false, cancellationToken);
        }

        if (result.ExitCode == 0 && IsNative)
        {
            say("Building web as a native program, which takes some minutes");
            result = await RunNativeAsync(staging, cancellationToken);
        }

        if (result.ExitCode != 0)
        {
            throw new CommandFailed(ExitCode.Failed, "the build failed; what it said:", [.. Interesting(result.Lines)]);
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

    private Task<ShellResult> RunAsync(string target, bool readyToRun, CancellationToken cancellationToken) => Shell.RunAsync(
        [
            DotNet.Program, "msbuild", Path.Combine(folder.Root, "tools", "Dev", "Building", "publish.proj"),
            "-nologo", "-maxcpucount", "-nodeReuse:false", "-verbosity:quiet", "-consoleLoggerParameters:NoSummary",
            $"-property:Root={folder.Root}", $"-property:Destination={target}", $"-property:Rid={DotNet.RuntimeIdentifier}",
            $"-property:ReadyToRun={(readyToRun ? "true" : "false")}",
        ],
        Bound,
        cancellationToken,
        environment: DotNet.Quiet,
        folder: folder.Root);

    private Task<ShellResult> RunNativeAsync(string target, CancellationToken cancellationToken)
    {
        var web = Path.Combine(target, "web");
        Clear(web);
        return Shell.RunAsync(
            [
                DotNet.Program, "publish", Path.Combine(folder.Root, "src", "WebNode"),
                "-c", "Release", "-r", DotNet.RuntimeIdentifier, "-p:Native=true", "-o", web, "-nologo", "-nodeReuse:false", "-v", "quiet",
            ],
            Bound,
            cancellationToken,
            environment: DotNet.Quiet,
            folder: folder.Root);
    }

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
