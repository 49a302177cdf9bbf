namespace Actors.Cli.Processes;

/// <summary>
/// Every process we start, and so everything it starts (HAProxy, for one), carries our <c>.run</c> folder in its environment.
/// That is how one is found whose number nobody has kept.
/// </summary>
internal static class ProcessMarker
{
    public const string Variable = "ACTORS_RUN_FOLDER";

    public static string For(RunFolder folder) => $"{Variable}={folder.Run}";

    /// <summary>All living processes with our mark, except this one.</summary>
    public static IReadOnlyList<ProcessId> Find(RunFolder folder)
    {
        var mark = For(folder);
        return [.. ProcFs.All()
            .Where(pid => pid != Environment.ProcessId && ProcFs.Variables(pid).Contains(mark))
            .Select(ProcFs.Identify)
            .OfType<ProcessId>()];
    }
}
