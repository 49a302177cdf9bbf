using System.Globalization;

namespace Actors.Harness;

/// <summary>Who is in a process group, as <c>/proc</c> tells.</summary>
public static class ProcessGroup
{
    /// <summary>The processes that run in this group; those that have ended and only await their parent are not counted.</summary>
    public static IReadOnlyList<int> Of(int group) =>
    [
        .. Directory.GetDirectories("/proc").Select(Path.GetFileName)
            .Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .Where(pid => Fields(pid) is [not ("Z" or "X"), _, var its, ..] && its == group.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>The children of a process.</summary>
    public static IReadOnlyList<int> ChildrenOf(int parent) =>
    [
        .. Directory.GetDirectories("/proc").Select(Path.GetFileName)
            .Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .Where(pid => Fields(pid) is [_, var its, ..] && its == parent.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>The fields of <c>/proc/PID/stat</c> (proc(5)) from the third on: state, parent, group and so on; none where it has gone.</summary>
    private static string[] Fields(int pid)
    {
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return [];
        }
    }
}
