using System.Globalization;
using Actors.Harness;

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

    /// <summary>SIGKILL to all of them at once; returns when they are gone.</summary>
    public static async Task KillAsync(int root)
    {
        // A process that dies must not be started again by another that lives: the root first, and all by one call.
        var tree = Of(root);
        await Signals.SendAsync("KILL", [.. tree]);
        await UntilGoneAsync(tree, TimeSpan.FromSeconds(10));
    }

    public static async Task UntilGoneAsync(IReadOnlyList<int> pids, TimeSpan bound)
    {
        using var limit = new CancellationTokenSource(bound);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (pids.Any(IsAlive))
        {
            if (limit.IsCancellationRequested)
            {
                throw new TimeoutException(
                    $"Still there after {bound.TotalSeconds} s: "
                        + $"{string.Join(", ", pids.Where(IsAlive).Select(pid => $"{NameOf(pid)} ({pid})"))}.");
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    public static string NameOf(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/comm").Trim();
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static bool IsAlive(int pid) => StatOf(pid) is { } stat && stat[0] != "Z";

    private static List<(int Pid, int Parent)> Parents()
    {
        var pairs = new List<(int, int)>();
        foreach (var folder in Directory.GetDirectories("/proc"))
        {
            if (int.TryParse(
                Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && ParentOf(pid) is { } parent)
            {
                pairs.Add((pid, parent));
            }
        }

        return pairs;
    }

    private static int? ParentOf(int pid) => StatOf(pid) is { } stat ? int.Parse(stat[1], CultureInfo.InvariantCulture) : null;

    /// <summary>State, parent and so on; null when the process is gone.</summary>
    private static string[]? StatOf(int pid)
    {
        try
        {
            // "PID (NAME) STATE PARENT ...", and a name may hold anything.
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
