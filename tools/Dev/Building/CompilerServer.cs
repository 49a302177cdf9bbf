using System.Diagnostics;
using Actors.Dev.Processes;

namespace Actors.Dev.Building;

/// <summary>
/// The compiler as a process of one build: analyzers are loaded and compiled once instead of for each project. Ends with that build; by
/// itself a minute after the last project where this program was killed.
/// </summary>
internal sealed class CompilerServer : IDisposable
{
    private const int SecondsUnused = 60;

    private readonly Process? _process;
    private readonly string _pipe;

    private CompilerServer(Process? process, string pipe)
    {
        _process = process;
        _pipe = pipe;
    }

    /// <summary>What the build must have in its environment, beside <see cref="DotNet.Building"/>.</summary>
    public IReadOnlyDictionary<string, string?> Variables => _process is null
        ? DotNet.Building
        : new Dictionary<string, string?>(DotNet.Building) { ["UseSharedCompilation"] = "true", ["SharedCompilationId"] = _pipe };

    /// <summary>Starts it. Where the SDK has none, each project is compiled by a process of its own.</summary>
    /// <param name="root">Of the repository, whose <c>global.json</c> chooses the SDK.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<CompilerServer> StartAsync(string root, CancellationToken cancellationToken)
    {
        var version = await Shell.RunAsync(
            [DotNet.Program, "--version"], TimeSpan.FromMinutes(1), cancellationToken, environment: DotNet.Quiet, folder: root);
        var program = Path.Combine(DotNet.Root, "sdk", version.Text.Trim(), "Roslyn", "bincore", "VBCSCompiler.dll");
        var pipe = $"actors-{Guid.NewGuid():N}";
        return new(version.ExitCode == 0 && File.Exists(program) ? Start(program, pipe) : null, pipe);
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process?.Dispose();
    }

    private static Process? Start(string program, string pipe)
    {
        // Its output goes nowhere: a pipe that is not read would fill.
        var start = new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { "-c", "exec \"$0\" \"$@\" >/dev/null 2>&1 </dev/null", DotNet.Program, program, $"-pipename:{pipe}",
                $"-keepalive:{SecondsUnused}" },
        };
        foreach (var (name, value) in DotNet.Building)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start);
    }
}
