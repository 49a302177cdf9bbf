using Actors.Bench.Systems;

namespace Actors.Bench.Scenarios;

/// <summary>
/// Many nodes are wanted at the same moment. How fast this machine starts that many processes is not what the balancer does:
/// so the time from the moment when the last of their ports listens is given beside the time from the order.
/// </summary>
internal static class Burst
{
    private const int First = 11;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    public static async Task<Round> RunAsync(IBalancedSystem system, int count)
    {
        var numbers = Enumerable.Range(First, count).ToList();
        var listening = Array.Empty<long>();
        var (traffic, at, servedAt) = await Changes.UnderLoadAsync(system, async load =>
        {
            var since = TimeProvider.System.GetTimestamp();
            var arrivals = await system.AddWebsAsync(numbers);
            var served = 0L;
            foreach (var number in numbers)
            {
                served = await Changes.UntilServedAsync(system, load, number, since, Longest);
            }

            listening = await Task.WhenAll(arrivals.Select(arrival => arrival.ListeningAt));
            return served;
        });
        return Round.Of(
            traffic,
            ("from order s", TimeProvider.System.GetElapsedTime(at, servedAt).TotalSeconds),
            ("from last listening s", TimeProvider.System.GetElapsedTime(listening.Max(), servedAt).TotalSeconds));
    }
}
