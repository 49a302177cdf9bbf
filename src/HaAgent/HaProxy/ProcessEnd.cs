using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Actors.HaAgent.HaProxy;

/// <summary>
/// Waits for the end of a process that need not be a child of this one, by a descriptor of it (pidfd_open(2)): nothing runs meanwhile.
/// </summary>
internal static partial class ProcessEnd
{
    // The same on each processor; libraries older than 2.36 have no function for it.
    private const int PidfdOpen = 434;
    private const int CloseOnExec = 0x80000;
    private const short Readable = 1;
    private const int Interrupted = 4;
    private const int WithoutEnd = -1;

    /// <summary>
    /// Completes when the process has ended; null where the kernel gives no such descriptor (before 5.3, or in a sandbox that is older).
    /// </summary>
    public static Task? TryWaitAsync(LinuxProcess process, CancellationToken cancellationToken)
    {
        var end = new SafeFileHandle((nint)Syscall(PidfdOpen, process.Pid, 0), ownsHandle: true);
        if (end.IsInvalid)
        {
            end.Dispose();
            // No such process is an end too.
            return process.IsAlive ? null : Task.CompletedTask;
        }

        // Opened by its number, which may be a later one's.
        if (!process.IsAlive)
        {
            end.Dispose();
            return Task.CompletedTask;
        }

        var wake = new SafeFileHandle(EventFd(0, CloseOnExec), ownsHandle: true);
        if (wake.IsInvalid)
        {
            // It could not be called off.
            end.Dispose();
            wake.Dispose();
            return null;
        }

        return Task.Factory.StartNew(
            () => Wait(end, wake, cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private static void Wait(SafeFileHandle end, SafeFileHandle wake, CancellationToken cancellationToken)
    {
        using (end)
        using (wake)
        using (cancellationToken.Register(() => Write(wake, 1, sizeof(ulong))))
        {
            PollEntry[] both =
            [
                new() { Descriptor = (int)end.DangerousGetHandle(), Events = Readable },
                new() { Descriptor = (int)wake.DangerousGetHandle(), Events = Readable },
            ];
            while (Poll(both, (nuint)both.Length, WithoutEnd) < 0)
            {
                if (Marshal.GetLastPInvokeError() is var error and not Interrupted)
                {
                    throw new IOException($"The end of a process cannot be waited for: {Marshal.GetPInvokeErrorMessage(error)}");
                }
            }

            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long Syscall(long number, long pid, long flags);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    private static partial int EventFd(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(SafeFileHandle descriptor, in ulong value, nint length);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll([In, Out] PollEntry[] entries, nuint count, int timeout);

    // struct pollfd
    private struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
