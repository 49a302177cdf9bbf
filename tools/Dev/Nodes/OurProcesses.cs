using Actors.Dev.Processes;
using Actors.Dev.State;

namespace Actors.Dev.Nodes;

/// <summary>
/// Finds processes of ours whose number nobody has kept. Every node we start carries our <c>.run</c> folder in its environment;
/// HAProxy is started by its agent with a bare one, but has a configuration file in that folder on its command line.
/// </summary>
internal static class OurProcesses
{
    public const string Variable = "ACTORS_RUN_FOLDER";

    /// <summary>All that live, except this one.</summary>
    public static IReadOnlyList<ProcessId> Find(RunFolder folder) =>
        [.. ProcFs.All()
            .Where(pid => pid != Environment.ProcessId && (HasMark(pid, folder) || IsHaProxy(ProcFs.Arguments(pid), folder)))
            .Select(ProcFs.Identify)
            .OfType<ProcessId>()];

    /// <summary><c>... -f .run/ha-1/haproxy.cfg</c>, by its full path; not one further down, which belongs to a system apart.</summary>
    public static bool IsHaProxy(IReadOnlyList<string> arguments, RunFolder folder) =>
        arguments.Zip(arguments.Skip(1)).Any(pair =>
            pair.First == "-f"
            && Path.GetFileName(pair.Second) == "haproxy.cfg"
            && Path.GetDirectoryName(Path.GetDirectoryName(pair.Second)) == folder.Run);

    private static bool HasMark(int pid, RunFolder folder) => ProcFs.Variables(pid).Contains($"{Variable}={folder.Run}");
}
