using Actors.Protocols.Harness;

namespace Actors.Protocols.Restarts;

/// <summary>The first seed, which alone may form a cluster, starts again while the others live: it joins them and forms none.</summary>
public sealed class FirstSeedSpecs
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(0, true)]
    [InlineData(5, true)]
    [InlineData(20, true)]
    public async Task It_forms_no_second_cluster(double after, bool isMachine)
    {
        await using var cluster = new TestCluster(["seed-1", "ha-1", "web-1"]);
        await cluster.StartWholeAsync();
        var seed = cluster["seed-1"];

        await (isMachine ? cluster.PowerOffAsync("seed-1") : cluster.CrashAsync("seed-1"));
        await cluster.PassAsync(TimeSpan.FromSeconds(after));
        await seed.StartAsync();
        var wasAlone = false;
        await cluster.UntilAsync("all are one cluster", () =>
        {
            wasAlone |= seed.StatusOf(seed) is not null && seed.State.Members.Count == 1;
            return TestCluster.IsWhole(cluster.Running);
        });

        Assert.False(wasAlone, cluster.Describe());
        cluster.AssertNeverRestarted();
    }

    [Fact]
    public async Task Without_its_memory_it_finds_them_by_another_seed()
    {
        await using var cluster = new TestCluster(["seed-1", "seed-2", "web-1"]);
        await cluster.StartWholeAsync();

        await cluster.CrashAsync("seed-1");
        cluster["seed-1"].Options = cluster["seed-1"].Options with { StatePath = "" };
        await cluster.StartAsync("seed-1");

        await cluster.UntilWholeAsync();
    }

    [Fact]
    public async Task Where_it_forms_a_second_one_for_want_of_memory_the_two_become_one()
    {
        await using var cluster = new TestCluster(["seed-1", "ha-1", "web-1", "web-2"]);
        await cluster.StartWholeAsync();

        await cluster.CrashAsync("seed-1");
        cluster["seed-1"].Options = cluster["seed-1"].Options with { StatePath = "" };
        await cluster.StartAsync("seed-1");

        await cluster.UntilWholeAsync();
        cluster.AssertNeverRestarted("ha-1", "web-1", "web-2");
    }
}
