using System.Globalization;
using System.Text.RegularExpressions;

namespace Actors.HaAgent.HaProxy;

/// <summary>The master's own list of its processes ("show proc").</summary>
/// <param name="Failed">How many reloads in a row have failed.</param>
/// <param name="Worker">The process id of the worker that serves; null where there is none.</param>
/// <param name="OldWorkers">Workers of earlier reloads that still finish requests.</param>
public sealed partial record MasterProcesses(int Failed, int? Worker, IReadOnlyList<int> OldWorkers)
{
    /// <summary>The process id of the master itself.</summary>
    public int Pid { get; private init; }

    /// <summary>How often the master has reloaded.</summary>
    public int Reloads { get; private init; }

    /// <summary>For how long the master has run, reloads included.</summary>
    public TimeSpan Uptime { get; private init; }

    /// <summary>Reads the answer; null where it is not one, as while 2.6 reloads.</summary>
    public static MasterProcesses? TryParse(string answer)
    {
        var failed = 0;
        int? worker = null;
        var old = new List<int>();
        var section = "";
        (int Pid, int Reloads, TimeSpan Uptime)? master = null;
        foreach (var line in answer.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal))
            {
                section = line;
                continue;
            }

            var match = ProcessPattern().Match(line);
            if (!match.Success)
            {
                continue;
            }

            var pid = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            if (match.Groups[2].ValueSpan is "master")
            {
                master = (pid, int.Parse(match.Groups[3].ValueSpan, CultureInfo.InvariantCulture), UptimeIn(line));
                failed = FailedPattern().Match(line) is { Success: true } count
                    ? int.Parse(count.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
                    : 0;
            }
            else if (section.StartsWith("# old", StringComparison.Ordinal))
            {
                old.Add(pid);
            }
            else
            {
                worker = pid;
            }
        }

        return master is var (itself, reloads, uptime)
            ? new MasterProcesses(failed, worker, old) { Pid = itself, Reloads = reloads, Uptime = uptime }
            : null;
    }

    private static TimeSpan UptimeIn(string line)
    {
        if (UptimePattern().Match(line) is not { Success: true } match)
        {
            return TimeSpan.Zero;
        }

        int Part(int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
        return new TimeSpan(Part(1), Part(2), Part(3), Part(4));
    }

    [GeneratedRegex(@"\A(\d+)\s+(master|worker)\s+(\d+)\s", RegexOptions.CultureInvariant)]
    private static partial Regex ProcessPattern();

    [GeneratedRegex(@"\s(\d+)d(\d+)h(\d+)m(\d+)s\s", RegexOptions.CultureInvariant)]
    private static partial Regex UptimePattern();

    [GeneratedRegex(@"\[failed: (\d+)\]", RegexOptions.CultureInvariant)]
    private static partial Regex FailedPattern();
}
