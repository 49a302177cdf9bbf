using Actors.Contracts.Api;
using Actors.HaAgent.Overrides;
using Actors.Protocols.Harness;

namespace Actors.Protocols.Overrides;

/// <summary>A freeze is with all agents, whatever becomes of them, until a thaw that is later.</summary>
public sealed class FreezeSpecs : IAsyncDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AsGossipGoes = TimeSpan.FromSeconds(10);

    /// <summary>What else was taken back is forgotten after a week (docs/adr/0016).</summary>
    private static readonly TimeSpan LongAfter = TimeSpan.FromDays(14);
    private readonly Agents _agents = new(3);

    private TestCluster Cluster => _agents.Cluster;

    public ValueTask DisposeAsync() => _agents.DisposeAsync();

    [Fact]
    public async Task Whichever_agent_is_told_all_are_frozen_and_one_that_is_new_too_until_any_is_told_to_thaw()
    {
        await Cluster.StartAsync("seed-1", "ha-1", "ha-2");
        await Cluster.UntilWholeAsync();
        var frozen = await GiveAsync("ha-1", true);
        await UntilAllAsync(frozen, Moment);

        await Cluster.StartAsync("ha-3");
        await Cluster.UntilWholeAsync();
        await UntilAllAsync(frozen, AsGossipGoes);

        await UntilAllAsync(await GiveAsync("ha-3", false), Moment);
        Assert.All(_agents.Running, agent => Assert.Null(_agents.Obeyed(agent).Frozen));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_agent_that_starts_again_is_frozen_before_it_sees_any_other(bool stops)
    {
        await Cluster.StartWholeAsync();
        var frozen = await GiveAsync("ha-1", true);
        await UntilAllAsync(frozen, Moment);
        await (stops ? Cluster.StopAsync("ha-2") : Cluster.CrashAsync("ha-2"));
        Cluster.Isolate("ha-2");

        await Cluster.StartAsync("ha-2");

        await Cluster.UntilAsync("ha-2 is frozen", () => frozen.Equals(_agents.Obeyed("ha-2").Frozen), Moment);
        Cluster.Heal();
        await Cluster.UntilWholeAsync();
        await UntilAllAsync(frozen, TimeSpan.Zero);
    }

    /// <summary>A thaw is remembered for good: an agent that was off for long brings its freeze back to nobody.</summary>
    [Fact]
    public async Task An_agent_that_was_off_while_the_others_were_thawed_long_ago_is_thawed()
    {
        await Cluster.StartWholeAsync();
        await UntilAllAsync(await GiveAsync("ha-1", true), Moment);
        await Cluster.CrashAsync("ha-2");
        var thawed = await GiveAsync("ha-1", false);
        _agents.Ahead("ha-1", LongAfter);
        _agents.Ahead("ha-3", LongAfter);
        await Cluster.StopAsync("ha-1", "ha-3");
        await Cluster.StartAsync("ha-1", "ha-3");
        await Cluster.UntilWholeAsync();

        await Cluster.StartAsync("ha-2");

        await Cluster.UntilWholeAsync();
        await UntilAllAsync(thawed, AsGossipGoes);
    }

    /// <summary>Both sides of a cut say something else. The later counts, whichever it is.</summary>
    /// <param name="thawsLast">Whether the second side thaws what the first froze, or the other way round.</param>
    /// <param name="isLong">Whether the cut lasts until the second side has lost the cluster and begun anew.</param>
    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task Of_a_freeze_and_a_thaw_on_both_sides_of_a_cut_all_have_the_later(bool thawsLast, bool isLong)
    {
        await Cluster.StartWholeAsync();
        await UntilAllAsync(await GiveAsync("ha-1", !thawsLast), Moment);
        Cluster.Isolate("ha-3");

        var first = await GiveAsync("ha-1", thawsLast);
        await Cluster.PassAsync(TimeSpan.FromSeconds(1));
        var second = await GiveAsync("ha-3", !thawsLast);
        await (isLong
            ? Cluster.UntilAsync("ha-3 has lost the cluster", () => Cluster["ha-3"].Starts > 1)
            : Cluster.PassAsync(TimeSpan.FromSeconds(3)));
        Assert.Equal(first, Said("ha-2"));
        await Cluster.UntilAsync("ha-3 holds to what it was told", () => second.Equals(Said("ha-3")));
        Cluster.Heal();

        await UntilAllAsync(second, TimeSpan.FromMinutes(1));
        await Cluster.UntilWholeAsync();
        await UntilAllAsync(second, TimeSpan.Zero);
    }

    private Task<NodeOverride> GiveAsync(string agent, bool frozen) =>
        _agents.GiveAsync(agent, FreezeOverride.Key, new OverrideChange.SetFrozen(frozen));

    private NodeOverride? Said(string agent) => _agents.Obeyed(agent).Last.GetValueOrDefault(FreezeOverride.Key);

    private Task UntilAllAsync(NodeOverride wanted, TimeSpan within) => _agents.UntilAsync(
        _agents.Running, new Dictionary<string, NodeOverride> { [FreezeOverride.Key] = wanted }, within);
}
