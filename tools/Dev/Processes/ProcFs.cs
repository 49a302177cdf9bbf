using System.Globalization;
using System.Text;

namespace Actors.Dev.Processes;

/// <summary>Reads what the kernel says about processes. A process that is gone, or not ours to look at, reads as null.</summary>
internal static class ProcFs
{
    /// <summary>Changes with every start of the machine.</summary>
    public static string BootId { get; } = Read("/proc/sys/kernel/random/boot_id")?.Trim() ?? "";

    public static ProcStat? Stat(int pid) => Read($"/proc/{pid}/stat") is { } text ? ProcStat.Parse(text) : null;

    public static ProcessId? Identify(int pid) =>
        Stat(pid) is { IsDead: false } stat ? new ProcessId(pid, stat.StartTime) : null;

    /// <summary>The very same process, and not a zombie.</summary>
    public static bool IsAlive(ProcessId process) =>
        Stat(process.Pid) is { IsDead: false } stat && stat.StartTime == process.StartTime;

    public static IReadOnlyList<string> Arguments(int pid) => ZeroSeparated($"/proc/{pid}/cmdline");

    public static IReadOnlyList<string> Variables(int pid) => ZeroSeparated($"/proc/{pid}/environ");

    /// <summary>Every process there is right now.</summary>
    public static IEnumerable<int> All()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
            {
                yield return pid;
            }
        }
    }

    private static string[] ZeroSeparated(string path) =>
        Read(path)?.Split('\0', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path, Encoding.UTF8);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
