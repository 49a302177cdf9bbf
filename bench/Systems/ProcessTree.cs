using System.Globalization;

namespace Actors.Bench.Systems;

/// <summary>A process and everything that it has started.</summary>
internal static class ProcessTree
{
    /// <summary>Process ids, the root first.</summary>
    public static IReadOnlyList<int> Of(int root)
    {
        var parents = Parents();
        List<int> tree = [root];
        for (var i = 0; i < tree.Count; i++)
        {
            tree.AddRange(parents.Where(pair => pair.Parent == tree[i]).Select(pair => pair.Pid).Order());
        }

        return tree;
    }

    private static List<(int Pid, int Parent)> Parents()
    {
        var pairs = new List<(int, int)>();
        foreach (var folder in Directory.GetDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && ParentOf(pid) is { } parent)
            {
                pairs.Add((pid, parent));
            }
        }

        return pairs;
    }

    private static int? ParentOf(int pid)
    {
        try
        {
            // "PID (NAME) STATE PARENT ...", and a name may hold anything.
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
