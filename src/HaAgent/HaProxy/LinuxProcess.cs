using System.Globalization;
using System.Runtime.InteropServices;

namespace Actors.HaAgent.HaProxy;

/// <summary>A process that may be no child of this one, told apart from a later one with the same number by its start time.</summary>
/// <param name="Pid">The process id.</param>
/// <param name="StartTime">In clock ticks since boot (proc(5), field 22 of <c>stat</c>).</param>
public sealed partial record LinuxProcess(int Pid, long StartTime) : MasterRun(Pid)
{
    /// <summary>The process with this id; null where there is none, or only its remains.</summary>
    public static LinuxProcess? Find(int pid) =>
        Stat(pid) is { State: not ('Z' or 'X') } stat ? new LinuxProcess(pid, stat.StartTime) : null;

    /// <summary>The process id of its parent; 0 where it has gone.</summary>
    public static int ParentOf(int pid) => Stat(pid)?.Parent ?? 0;

    /// <inheritdoc />
    public override bool IsAlive => Find(Pid) == this;

    /// <summary>Its command line, with spaces between the arguments; empty where it is gone.</summary>
    public static string CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/cmdline")).Replace('\0', ' ');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>The memory that it shares with no file, in bytes (proc(5), <c>statm</c>); 0 where it is gone.</summary>
    public static long PrivateBytes(int pid)
    {
        try
        {
            var pages = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/statm")).Split(' ');
            return (
                long.Parse(
                    pages[1],
                    CultureInfo.InvariantCulture) - long.Parse(pages[2], CultureInfo.InvariantCulture)) * Environment.SystemPageSize;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>Sends a signal; nothing happens where the process has gone.</summary>
    public void Signal(ProcessSignal signal)
    {
        if (IsAlive)
        {
            _ = Kill(Pid, (int)signal);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);

    private static (char State, int Parent, long StartTime)? Stat(int pid)
    {
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
            // The second field is the program's name in brackets and may itself hold brackets and spaces.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0][0], int.Parse(fields[1], CultureInfo.InvariantCulture), long.Parse(fields[19], CultureInfo.InvariantCulture));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

/// <summary>
/// The signals that HAProxy's master takes (management guide, "Stopping and restarting HAProxy"), by their numbers on Linux.
/// </summary>
public enum ProcessSignal
{
    None = 0,
    Kill = 9,

    /// <summary>SIGUSR1: no new connections, finish the requests.</summary>
    SoftStop = 10,

    /// <summary>SIGTERM: stop at once.</summary>
    Terminate = 15,
}
