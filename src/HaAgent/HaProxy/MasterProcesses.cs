using System.Globalization;
using System.Text.RegularExpressions;

namespace Actors.HaAgent.HaProxy;

/// <summary>The master's own list of its processes ("show proc").</summary>
/// <param name="Failed">How many reloads in a row have failed.</param>
/// <param name="Worker">The process id of the worker that serves; null where there is none.</param>
/// <param name="OldWorkers">Workers of earlier reloads that still finish requests.</param>
public sealed partial record MasterProcesses(int Failed, int? Worker, IReadOnlyList<int> OldWorkers)
{
    /// <summary>Reads the answer; null where it is not one, as while 2.6 reloads.</summary>
    public static MasterProcesses? TryParse(string answer)
    {
        var failed = 0;
        int? worker = null;
        var old = new List<int>();
        var section = "";
        var sawMaster = false;
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
                sawMaster = true;
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

        return sawMaster ? new MasterProcesses(failed, worker, old) : null;
    }

    [GeneratedRegex(@"\A(\d+)\s+(master|worker)\s", RegexOptions.CultureInvariant)]
    private static partial Regex ProcessPattern();

    [GeneratedRegex(@"\[failed: (\d+)\]", RegexOptions.CultureInvariant)]
    private static partial Regex FailedPattern();
}
