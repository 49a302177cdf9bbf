using System.Runtime.InteropServices;
using CliWrap.Buffered;

namespace Actors.Cli.Tests.Support;

/// <summary>The program as users start it, and scripts around it.</summary>
internal static class RealProgram
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    /// <summary>The .NET that runs the tests: typeof(object) lives in ROOT/shared/Microsoft.NETCore.App/VERSION/.</summary>
    public static string DotNet { get; } = Path.GetFullPath(
        Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));

    public static string Assembly { get; } = Path.Combine(AppContext.BaseDirectory, "actors.dll");

    /// <summary>Runs to a good end, in an environment that names the agent and nothing else of ours.</summary>
    /// <returns>The lines on standard output.</returns>
    public static async Task<IReadOnlyList<string>> Run(string agent, string folder, string program, params string[] arguments)
    {
        using var bound = new CancellationTokenSource(Bound);
        var result = await CliWrap.Cli.Wrap(program)
            .WithArguments(arguments)
            .WithWorkingDirectory(folder)
            .WithEnvironmentVariables(
                new Dictionary<string, string?> { ["ACTORS_URL"] = agent, ["ACTORS_TOKEN"] = null, ["ACTORS_TOKEN_FILE"] = null })
            .ExecuteBufferedAsync(bound.Token);
        return result.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
