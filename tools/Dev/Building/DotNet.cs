using System.Runtime.InteropServices;

namespace Actors.Dev.Building;

/// <summary>The .NET that runs this program, found by the launcher; everything else uses the same.</summary>
internal static class DotNet
{
    /// <summary>Path of <c>dotnet</c>.</summary>
    public static string Program { get; } = FindProgram();

    /// <summary>For <c>DOTNET_ROOT</c>, by which a program's own executable finds the runtime.</summary>
    public static string Root => Path.GetDirectoryName(Program)!;

    public static string RuntimeIdentifier => RuntimeInformation.OSArchitecture switch
    {
        Architecture.X64 => "linux-x64",
        Architecture.Arm64 => "linux-arm64",
        var other => throw new CommandFailed(ExitCode.MachineLacks, $"this machine ({other}) is neither x64 nor arm64."),
    };

    /// <summary>No build servers that stay behind, no greetings.</summary>
    public static IReadOnlyDictionary<string, string?> Quiet { get; } = new Dictionary<string, string?>
    {
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
        ["UseSharedCompilation"] = "false",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        // Ours, not the build's.
        ["DOTNET_TieredPGO"] = null,
    };

    /// <summary>
    /// Of a build: a compiler does not live long enough to gain by profiling itself, and one that has room collects garbage less often (a
    /// third less processor time for the tests together).
    /// </summary>
    public static IReadOnlyDictionary<string, string?> Building { get; } = new Dictionary<string, string?>(Quiet)
    {
        ["DOTNET_TieredPGO"] = "0",
        // Hexadecimal, in bytes: 256 MiB.
        ["DOTNET_GCgen0size"] = "10000000",
    };

    private static string FindProgram()
    {
        // typeof(object) lives in ROOT/shared/Microsoft.NETCore.App/VERSION/.
        var fromRuntime = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        return File.Exists(fromRuntime) ? fromRuntime : "dotnet";
    }
}
