using System.Globalization;

namespace Actors.Harness;

/// <summary>Who is in a process group, as <c>/proc</c> tells.</summary>
public static class ProcessGroup
{
    /// <summary>The processes that run in this group; those that have ended and only await their parent are not counted.</summary>
    public static IReadOnlyList<int> Of(int group) =>
        [.. All().Where(pid => Fields(pid) is [not ("Z" or "X"), _, var its, ..] && its == group.ToString(CultureInfo.InvariantCulture))];

    /// <summary>Whether a process runs; one that has ended and only awaits its parent does not.</summary>
    public static bool Runs(int pid) => Fields(pid) is [not ("Z" or "X"), ..];

    /// <summary>The children of a process, also those that have ended and that it has not asked after.</summary>
    public static IReadOnlyList<int> ChildrenOf(int parent) =>
        [.. All().Where(pid => Fields(pid) is [_, var its, ..] && its == parent.ToString(CultureInfo.InvariantCulture))];

    /// <summary>The processes whose command line ends with this word.</summary>
    public static IReadOnlyList<int> WithLastArgument(string word) =>
        [.. All().Where(pid => CommandLine(pid).TrimEnd('\0').EndsWith($"\0{word}", StringComparison.Ordinal))];

    private static string CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/cmdline"));
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static IEnumerable<int> All() => Directory.GetDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
        .Where(pid => pid > 0);

    /// <summary>
    /// The fields of <c>/proc/PID/stat</c> (proc(5)) from the third on: state, parent, group and so on; none where it has gone.
    /// </summary>
    private static string[] Fields(int pid)
    {
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            // It ended while it was read.
            return [];
        }
    }
}
