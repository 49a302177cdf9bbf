using Actors.Dev.Building;
using Actors.Dev.Nodes;
using Actors.Dev.Processes;

namespace Actors.Dev.Measuring;

/// <summary>The program that measures and soaks.</summary>
internal static class BenchProgram
{
    /// <summary>Builds what is measured and what measures, and runs it.</summary>
    /// <param name="system">Where.</param>
    /// <param name="arguments">What it is told.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="within">The command that runs it, where there is one.</param>
    public static async Task<int> RunAsync(
        LocalSystem system, IReadOnlyList<string> arguments, CancellationToken cancellationToken, IReadOnlyList<string>? within = null)
    {
        var programs = system.FreeBuild;
        await system.Publisher.PublishAsync(programs, cancellationToken);
        await new ProjectBuild(system.Folder, system.Output, system.Time).RunAsync("bench", "the benchmarks", cancellationToken);
        var bench = Path.Combine(system.Folder.Root, "bench", "bin", "Release", "net10.0", "Bench.dll");
        return await ChildProgram.RunAsync(
            [.. within ?? [], DotNet.Program, bench, .. arguments],
            new Dictionary<string, string?> { ["ACTORS_BUILD"] = programs, ["ACTORS_ROOT"] = system.Folder.Root },
            system.Time,
            cancellationToken);
    }
}
