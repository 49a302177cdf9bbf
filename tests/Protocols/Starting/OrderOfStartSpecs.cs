using Actors.Protocols.Harness;

namespace Actors.Protocols.Starting;

/// <summary>In whatever order the nodes start, they are one cluster.</summary>
public sealed class OrderOfStartSpecs
{
    private static readonly string[] Four = ["seed-1", "ha-1", "web-1", "web-2"];
    private static readonly string[] Seven = ["seed-1", "seed-2", "ha-1", "ha-2", "web-1", "web-2", "web-3"];

    /// <summary>A start that nothing delays takes no longer.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    public static TheoryData<string> AllOrders => [.. Orders(Four).Select(order => string.Join(' ', order))];

    [Theory]
    [MemberData(nameof(AllOrders))]
    public async Task Four_nodes_in_this_order(string order)
    {
        await using var cluster = new TestCluster(Four);

        await cluster.StartAsync(order.Split(' '));

        await cluster.UntilWholeAsync(Soon);
        cluster.AssertNeverRestarted();
    }

    [Fact]
    public async Task The_seed_starts_a_minute_after_all_others()
    {
        await using var cluster = new TestCluster(Four);
        await cluster.StartAsync("web-2", "ha-1", "web-1");
        await cluster.PassAsync(TimeSpan.FromMinutes(1));

        await cluster.StartAsync("seed-1");

        await cluster.UntilWholeAsync(Soon);
        cluster.AssertNeverRestarted();
    }

    [Fact]
    public async Task The_first_of_two_seeds_starts_a_minute_after_all_others()
    {
        await using var cluster = new TestCluster(Seven);
        await cluster.StartAsync("seed-2", "ha-1", "web-1");
        await cluster.PassAsync(TimeSpan.FromMinutes(1));

        await cluster.StartAsync("seed-1");

        await cluster.UntilWholeAsync(Soon);
    }

    [Fact]
    public async Task Seven_nodes_stop_or_die_and_start_again_in_any_order()
    {
        await using var cluster = new TestCluster(Seven);
        var order = Seven.ToArray();
        cluster.Random.Shuffle(order);
        await cluster.StartAsync(order);
        await cluster.UntilWholeAsync(Soon);

        for (var time = 0; time < 3; time++)
        {
            await cluster.CrashAsync([.. order.Where(_ => cluster.Random.Next(2) == 0)]);
            await cluster.StopAsync([.. cluster.Running.Select(node => node.Name)]);
            cluster.Random.Shuffle(order);
            await cluster.StartAsync(order);

            await cluster.UntilWholeAsync();
        }
    }

    private static IEnumerable<IEnumerable<string>> Orders(string[] names) => names.Length == 0
        ? [[]]
        : names.SelectMany(first => Orders([.. names.Where(name => name != first)]).Select(rest => rest.Prepend(first)));
}
