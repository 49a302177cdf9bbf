using System.Runtime.InteropServices;

namespace Actors.Dev.Processes;

/// <summary>The one place that ends processes.</summary>
internal static partial class Signals
{
    public const int Kill = 9;
    public const int Terminate = 15;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    /// <summary>Sends a signal, but only to this very process.</summary>
    /// <returns>False when it is gone, or not ours to signal.</returns>
    public static bool Send(ProcessId process, int signal) =>
        ProcFs.IsAlive(process) && SendRaw(process.Pid, signal) == 0;

    /// <summary>True once the process is gone; false when it still lives after <paramref name="bound"/>.</summary>
    public static async Task<bool> GoneAsync(ProcessId process, TimeSpan bound, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (ProcFs.IsAlive(process))
        {
            if (time.GetElapsedTime(started) >= bound)
            {
                return false;
            }

            await Task.Delay(Poll, time, cancellationToken);
        }

        return true;
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendRaw(int pid, int signal);
}
