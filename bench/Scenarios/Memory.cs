using System.Globalization;
using Actors.Bench.Systems;

namespace Actors.Bench.Scenarios;

/// <summary>
/// What each process of a system holds: private memory is its own alone; of what is shared (the code of programs, of .NET), the
/// total counts each page once, in parts for those who share it.
/// </summary>
internal static class Memory
{
    public static async Task<Round> RunAsync(IBalancedSystem system)
    {
        var processes = (await system.ProcessesAsync()).Select(process => (process.Name, Pages: Rollup(process.Pid)))
            .Where(process => process.Pages.Count > 0).ToList();
        var measures = processes.GroupBy(process => process.Name).SelectMany(group => new[]
        {
            ($"{group.Key} private MB", group.Average(one => one.Pages["Private_Clean"] + one.Pages["Private_Dirty"])),
            ($"{group.Key} resident MB", group.Average(one => one.Pages["Rss"])),
        });
        return Round.Of(null, [.. measures, ("all together MB", processes.Sum(process => process.Pages["Pss"]))]);
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
