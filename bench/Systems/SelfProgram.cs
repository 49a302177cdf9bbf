namespace Actors.Bench.Systems;

/// <summary>This very program as a process of its own, by its executable or by dotnet.</summary>
internal static class SelfProgram
{
    /// <summary>The words that start it, with the garbage collector that web applications have by default.</summary>
    public static IReadOnlyList<string> Command(params IEnumerable<string> arguments)
    {
        var self = Environment.ProcessPath!;
        var assembly = Path.GetFileName(self) == "dotnet" ? [typeof(SelfProgram).Assembly.Location] : Array.Empty<string>();
        return ["/usr/bin/env", "DOTNET_gcServer=1", self, .. assembly, .. arguments];
    }
}
