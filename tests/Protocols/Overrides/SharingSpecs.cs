using Actors.Contracts.Api;
using Actors.HaAgent.Overrides;
using Actors.Protocols.Harness;

namespace Actors.Protocols.Overrides;

/// <summary>An override that is given to one agent is with all, and each of them keeps the same.</summary>
public sealed class SharingSpecs : IAsyncDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);
    private readonly Agents _agents = new(3);
    private readonly Dictionary<string, NodeOverride> _wanted = [];

    private TestCluster Cluster => _agents.Cluster;

    public ValueTask DisposeAsync() => _agents.DisposeAsync();

    [Fact]
    public async Task Whichever_agent_it_is_given_to_all_have_it_within_a_moment()
    {
        await Cluster.StartWholeAsync();
        (string Agent, string Subject, OverrideChange Change, AdminState? State, int? Weight)[] steps =
        [
            ("ha-1", "web-1", new OverrideChange.Drain(), AdminState.Drain, null),
            ("ha-2", "web-1", new OverrideChange.SetWeight(7), AdminState.Drain, 7),
            ("ha-3", "web-2", new OverrideChange.Maintenance(), AdminState.Maintenance, null),
            ("ha-3", "web-1", new OverrideChange.Ready(), null, 7),
            ("ha-1", "web-1", new OverrideChange.SetWeight(null), null, null),
            ("ha-2", "@shop", new OverrideChange.SetCanary(new CanaryShare("2.0.0", 10)), null, null),
            ("ha-1", "@shop", new OverrideChange.SetCanary(null), null, null),
        ];
        foreach (var (agent, subject, change, state, weight) in steps)
        {
            var given = _wanted[subject] = await _agents.GiveAsync(agent, subject, change);

            Assert.Equal((state, weight, (change as OverrideChange.SetCanary)?.Canary), (given.State, given.Weight, given.Canary));
            await UntilAllAsync(Moment);
        }
    }

    /// <summary>Both sides of a cut link say something of one node. The later counts, by the clock of where it was said.</summary>
    /// <param name="ahead">How far the second agent's clock is ahead, in seconds.</param>
    /// <param name="second">Who gives the second override, one second after <c>bob</c> gave the first.</param>
    /// <param name="secondWins">Which of them all have in the end.</param>
    /// <param name="isLong">Whether the cut lasts until the second agent has lost the cluster.</param>
    [Theory]
    [InlineData(0, "ann", true, false)]
    [InlineData(0, "ann", true, true)]
    [InlineData(60, "ann", true, false)]
    [InlineData(-60, "ann", false, false)]
    [InlineData(-60, "ann", false, true)]
    [InlineData(-1, "ann", false, false)] // the same moment: by the name, so that it is one and the same everywhere
    [InlineData(-1, "cid", true, false)]
    public async Task Of_what_both_sides_of_a_cut_say_all_have_the_later(int ahead, string second, bool secondWins, bool isLong)
    {
        _agents.Ahead("ha-3", TimeSpan.FromSeconds(ahead));
        await Cluster.StartWholeAsync();
        Cluster.Isolate("ha-3");

        var one = await _agents.GiveAsync("ha-1", "web-1", new OverrideChange.Drain(), "bob");
        await Cluster.PassAsync(one.At + TimeSpan.FromSeconds(1) - Cluster.Clock.GetUtcNow());
        var two = await _agents.GiveAsync("ha-3", "web-1", new OverrideChange.Maintenance(), second);
        _wanted["web-2"] = await _agents.GiveAsync("ha-1", "web-2", new OverrideChange.SetWeight(2), "bob");
        _wanted["web-3"] = await _agents.GiveAsync("ha-3", "web-3", new OverrideChange.SetWeight(3), second);
        await (isLong
            ? Cluster.UntilAsync("ha-3 has lost the cluster", () => Cluster["ha-3"].Starts > 1)
            : Cluster.PassAsync(TimeSpan.FromSeconds(3)));
        Assert.Equal((AdminState.Drain, AdminState.Maintenance), (Of("ha-2")?.State, Of("ha-3")?.State));
        Cluster.Heal();

        _wanted["web-1"] = secondWins ? two : one;
        await UntilAllAsync();
        await Cluster.UntilWholeAsync();
        await UntilAllAsync(TimeSpan.Zero);
    }

    [Fact]
    public async Task An_agent_whose_clock_lags_takes_back_what_it_knows_of()
    {
        _agents.Ahead("ha-2", TimeSpan.FromHours(-1));
        await Cluster.StartWholeAsync();
        _wanted["web-1"] = await _agents.GiveAsync("ha-1", "web-1", new OverrideChange.Drain());
        await UntilAllAsync(Moment);

        _wanted["web-1"] = await _agents.GiveAsync("ha-2", "web-1", new OverrideChange.Ready());

        Assert.False(_wanted["web-1"].IsInForce);
        await UntilAllAsync(Moment);
    }

    [Fact]
    public async Task What_cannot_go_straight_goes_by_a_third()
    {
        await Cluster.StartWholeAsync();
        Cluster.CutOneWay("ha-1", "ha-2");

        _wanted["web-1"] = await _agents.GiveAsync("ha-1", "web-1", new OverrideChange.Drain());

        // Whom an agent gossips with next is chance; once ha-2 misses ha-1, it is ha-3.
        await UntilAllAsync(10 * Moment);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_that_falls_silent_holds_up_nothing(bool comesBack)
    {
        await Cluster.StartWholeAsync();
        if (comesBack)
        {
            Cluster.Isolate("ha-3");
        }
        else
        {
            await Cluster.PowerOffAsync("ha-3");
        }

        _wanted["web-1"] = await _agents.GiveAsync("ha-1", "web-1", new OverrideChange.Drain());
        await _agents.UntilAsync(["ha-1", "ha-2"], _wanted, Moment);
        _wanted["web-1"] = await _agents.GiveAsync("ha-2", "web-1", new OverrideChange.Ready());
        await _agents.UntilAsync(["ha-1", "ha-2"], _wanted, Moment);
        await Cluster.PassAsync(TimeSpan.FromSeconds(2));
        Cluster.Heal();

        await UntilAllAsync(TimeSpan.FromSeconds(10));
        Assert.All(Cluster.Nodes, node => Assert.Null(node.LoggedAt("cannot be shared")));
    }

    private Task UntilAllAsync(TimeSpan? within = null) => _agents.UntilAsync(_agents.Running, _wanted, within);

    private NodeOverride? Of(string agent) => _agents.Obeyed(agent).For("web-1");
}
