using System.Runtime.InteropServices;

namespace Actors.Cli.Views;

/// <summary>What becomes of what is written. The runtime says nothing about a pipe whose reader has ended; the kernel does.</summary>
internal static partial class StandardOutput
{
    // POLLERR, POLLHUP and POLLNVAL of poll(2).
    private const short Gone = 0x8 | 0x10 | 0x20;

    /// <summary>
    /// Standard output. With its first byte the runtime would send a terminal to the mode of its keypad, as for a program that reads
    /// keys; it does not where it knows nothing of the terminal then.
    /// </summary>
    public static TextWriter Writer => _writer ??= Open();

    private static TextWriter? _writer;

    private static TextWriter Open()
    {
        const string Terminal = "TERM";
        var terminal = Environment.GetEnvironmentVariable(Terminal);
        Environment.SetEnvironmentVariable(Terminal, null);
        using (var screen = Console.OpenStandardOutput())
        {
            screen.Write([]);
        }

        Environment.SetEnvironmentVariable(Terminal, terminal);
        return Console.Out;
    }

    /// <summary>Whether nothing will read it any more.</summary>
    public static bool IsUnread()
    {
        var asked = new PollRequest { File = 1 };
        return Poll(ref asked, 1, 0) == 1 && (asked.Answer & Gone) != 0;
    }

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(ref PollRequest requests, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollRequest
    {
        public int File;
        public short Events;
        public short Answer;
    }
}
