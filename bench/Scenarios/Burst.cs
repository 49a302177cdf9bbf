using Actors.Bench.Systems;

namespace Actors.Bench.Scenarios;

/// <summary>
/// Many nodes join at the same moment. Their processes are started before, one after the other, up to the point where their
/// ports listen and nobody knows of them: what is measured is the balancer, and not how fast this machine starts processes.
/// </summary>
internal static class Burst
{
    private const int First = 11;

    public static async Task<Round> RunAsync(IBalancedSystem system, int count)
    {
        var numbers = Enumerable.Range(First, count).ToList();
        foreach (var number in numbers)
        {
            await system.HoldWebAsync(number);
        }

        var servers = await system.ServersAsync();
        var early = numbers.Count(number => servers.ContainsKey(system.HostOf(number)));
        var (traffic, at, servedAt) = await Changes.UnderLoadAsync(system, async load =>
        {
            var began = TimeProvider.System.GetTimestamp();
            await system.ReleaseWebsAsync(numbers);
            var served = 0L;
            foreach (var number in numbers)
            {
                served = await Changes.UntilServedAsync(system, load, number, began);
            }

            return served;
        });
        return Round.Of(traffic, ("all serve s", TimeProvider.System.GetElapsedTime(at, servedAt).TotalSeconds), ("not held back", early));
    }
}
