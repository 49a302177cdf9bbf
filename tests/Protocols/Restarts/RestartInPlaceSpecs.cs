using Actors.Protocols.Harness;

namespace Actors.Protocols.Restarts;

/// <summary>Nodes that die and are back at their address, from at once to when the cluster has removed their earlier life.</summary>
public sealed class RestartInPlaceSpecs
{
    private static readonly string[] Names = ["seed-1", "ha-1", "web-1", "web-2"];

    [Theory]
    [InlineData("web-1", 0, false)]
    [InlineData("web-1", 0.4, false)]
    [InlineData("web-1", 3, false)] // before it is noticed
    [InlineData("web-1", 6, false)] // unreachable, and not downed
    [InlineData("web-1", 15, false)] // removed
    [InlineData("web-1", 0, true)]
    [InlineData("web-1", 6, true)]
    [InlineData("ha-1", 1, false)]
    [InlineData("seed-1", 0, false)]
    [InlineData("seed-1", 6, false)]
    [InlineData("seed-1", 15, false)]
    [InlineData("seed-1", 1, true)]
    public async Task Nobody_else_starts_again(string name, double after, bool isMachine)
    {
        await using var cluster = new TestCluster(Names);
        await cluster.StartWholeAsync();

        await (isMachine ? cluster.PowerOffAsync(name) : cluster.CrashAsync(name));
        await cluster.PassAsync(TimeSpan.FromSeconds(after));
        await cluster.StartAsync(name);

        await cluster.UntilWholeAsync(TimeSpan.FromSeconds(30));
        cluster.AssertNeverRestarted();
    }

    [Fact]
    public async Task Several_in_a_row()
    {
        await using var cluster = new TestCluster(Names);
        await cluster.StartWholeAsync();

        for (var time = 0; time < 6; time++)
        {
            var name = Names[cluster.Random.Next(Names.Length)];
            await cluster.CrashAsync(name);
            await cluster.PassAsync(TimeSpan.FromMilliseconds(cluster.Random.Next(1500)));
            await cluster.StartAsync(name);
            await cluster.UntilWholeAsync();
        }

        cluster.AssertNeverRestarted();
    }

    [Fact]
    public async Task The_same_node_before_its_earlier_lives_are_removed()
    {
        await using var cluster = new TestCluster(Names);
        await cluster.StartWholeAsync();

        for (var time = 0; time < 4; time++)
        {
            await cluster.CrashAsync("web-1");
            await cluster.StartAsync("web-1");
        }

        await cluster.UntilWholeAsync();
        cluster.AssertNeverRestarted();
    }
}
