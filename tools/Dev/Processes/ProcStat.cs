using System.Globalization;

namespace Actors.Dev.Processes;

/// <summary>The few fields of <c>/proc/PID/stat</c> that matter here; see proc_pid_stat(5).</summary>
/// <param name="Pid">Field 1.</param>
/// <param name="State">Field 3: R, S, D, T, Z (dead, not yet waited for), X.</param>
/// <param name="Parent">Field 4.</param>
/// <param name="Session">Field 6.</param>
/// <param name="StartTime">Field 22.</param>
internal readonly record struct ProcStat(int Pid, char State, int Parent, int Session, long StartTime)
{
    public bool IsDead => State is 'Z' or 'X' or 'x';

    public static ProcStat? Parse(string text)
    {
        // The name (field 2) is in parentheses and may hold spaces and parentheses itself: the last one ends it.
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var close = text.LastIndexOf(')');
        if (open < 1 || close < open)
        {
            return null;
        }

        var rest = text[(close + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return rest.Length > 19
            && Number(text.AsSpan(0, open), out var pid)
            && Number(rest[1], out var parent)
            && Number(rest[3], out var session)
            && Number(rest[19], out var start)
            ? new ProcStat((int)pid, rest[0][0], (int)parent, (int)session, start)
            : null;
    }

    private static bool Number(ReadOnlySpan<char> text, out long number) =>
        long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
