using System.Globalization;
using Actors.Bench.Systems;

namespace Actors.Bench.Scenarios;

/// <summary>
/// What each process of a system holds and does at rest: private memory is its own alone, written the part of it that no other could
/// share; of what is shared (the code of programs, of .NET), the total counts each page once, in parts for those who share it. The
/// processors' time is that of half a minute, as a share of one core.
/// </summary>
internal static class Memory
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    public static async Task<Round> RunAsync(IBalancedSystem system)
    {
        var running = (await system.ProcessesAsync()).Select(process => (process.Name, process.Pid, Began: Seconds(process.Pid))).ToList();
        await Task.Delay(Rest, TimeProvider.System, CancellationToken.None);
        var processes = running
            .Select(process => (
                process.Name, Share: (Seconds(process.Pid) - process.Began) / Rest.TotalSeconds, Pages: Rollup(process.Pid)))
            .Where(process => process.Pages.Count > 0).ToList();
        var measures = processes.GroupBy(process => process.Name).SelectMany(group => new[]
        {
            ($"{group.Key} private MB", group.Average(one => one.Pages["Private_Clean"] + one.Pages["Private_Dirty"])),
            ($"{group.Key} written MB", group.Average(one => one.Pages["Private_Dirty"])),
            ($"{group.Key} resident MB", group.Average(one => one.Pages["Rss"])),
            ($"{group.Key} % of a core", group.Average(one => 100 * one.Share)),
        });
        return Round.Of(null, [.. measures, ("all together MB", processes.Sum(process => process.Pages["Pss"]))]);
    }

    // In user and kernel mode, which /proc counts in hundredths of a second; 0 for one that has ended.
    private static double Seconds(int pid)
    {
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / 100.0;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static Dictionary<string, double> Rollup(int pid)
    {
        try
        {
            // "Name:      123 kB"
            return File.ReadLines($"/proc/{pid}/smaps_rollup").Skip(1)
                .Select(line => line.Split([' ', ':'], StringSplitOptions.RemoveEmptyEntries))
                .ToDictionary(words => words[0], words => double.Parse(words[1], CultureInfo.InvariantCulture) / 1024);
        }
        catch (IOException)
        {
            return [];
        }
    }
}
