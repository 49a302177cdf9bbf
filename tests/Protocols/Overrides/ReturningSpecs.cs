using Actors.Contracts.Api;
using Actors.HaAgent.Overrides;
using Actors.Protocols.Harness;

namespace Actors.Protocols.Overrides;

/// <summary>An agent that starts again, or joins late, has what the others have, and brings back nothing that is over.</summary>
public sealed class ReturningSpecs : IAsyncDisposable
{
    // An agent asks one other every 400 ms (hocon/agent.hocon), and what both sides have to tell takes rounds.
    private static readonly TimeSpan AsGossipGoes = TimeSpan.FromSeconds(10);
    private readonly Agents _agents = new(3);
    private readonly Dictionary<string, NodeOverride> _wanted = [];

    private TestCluster Cluster => _agents.Cluster;

    public ValueTask DisposeAsync() => _agents.DisposeAsync();

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task What_has_changed_while_an_agent_was_away_holds_for_it_too(bool stops, bool keepsDisk)
    {
        await Cluster.StartWholeAsync();
        await GiveAsync("ha-2", "web-1", new OverrideChange.Drain());
        await GiveAsync("ha-2", "web-2", new OverrideChange.Drain());
        await UntilAllAsync();
        await (stops ? Cluster.StopAsync("ha-2") : Cluster.CrashAsync("ha-2"));
        if (!keepsDisk)
        {
            _agents.LoseDisk("ha-2");
        }

        await GiveAsync("ha-1", "web-1", new OverrideChange.Ready());
        await GiveAsync("ha-3", "web-3", new OverrideChange.SetWeight(3));
        await Cluster.StartAsync("ha-2");

        await Cluster.UntilWholeAsync();
        await UntilAllAsync(AsGossipGoes);
        await Cluster.PassAsync(TimeSpan.FromSeconds(5));
        await UntilAllAsync(TimeSpan.Zero);
    }

    /// <summary>A machine comes back from long ago, with what was said then, and with what was said there since.</summary>
    [Fact]
    public async Task An_agent_that_joins_late_brings_what_is_later_and_takes_what_is_later()
    {
        await Cluster.StartAsync("seed-1", "ha-1", "ha-2");
        await Cluster.UntilWholeAsync();
        await GiveAsync("ha-1", "web-1", new OverrideChange.Drain());
        await GiveAsync("ha-1", "web-2", new OverrideChange.Drain());
        await GiveAsync("ha-1", "web-3", new OverrideChange.Drain());
        await UntilAllAsync();
        var later = OverrideBook.Empty.Maintenance("web-2", "cid", Cluster.Clock.GetUtcNow().AddSeconds(1)).Last["web-2"];
        _agents.DiskOf("ha-3").Write(OverrideBook.Empty
            .Maintenance("web-1", "cid", Cluster.Clock.GetUtcNow().AddDays(-1))
            .Merge([KeyValuePair.Create("web-2", later)])
            .Weight("web-4", 4, "cid", Cluster.Clock.GetUtcNow().AddDays(-1)));
        _wanted["web-2"] = later;
        _wanted["web-4"] = _agents.DiskOf("ha-3").Read().Last["web-4"];

        await Cluster.StartAsync("ha-3");

        await Cluster.UntilWholeAsync();
        await UntilAllAsync(AsGossipGoes);
    }

    /// <summary>The last that was given to each before it stopped is on its own disk only.</summary>
    [Theory]
    [InlineData("ha-1 ha-2 ha-3")]
    [InlineData("ha-3 ha-2 ha-1")]
    [InlineData("ha-2 ha-3 ha-1")]
    public async Task All_have_ended_one_after_the_other_and_start_again_in_any_order(string order)
    {
        await Cluster.StartWholeAsync();
        await GiveAsync("ha-1", "web-1", new OverrideChange.Drain());
        await UntilAllAsync();
        await Cluster.CrashAsync("ha-1");
        await GiveAsync("ha-2", "web-1", new OverrideChange.Maintenance());
        await GiveAsync("ha-2", "web-2", new OverrideChange.Maintenance());
        await _agents.UntilAsync(["ha-2", "ha-3"], _wanted);
        await Cluster.CrashAsync("ha-2");
        await GiveAsync("ha-3", "web-1", new OverrideChange.SetWeight(9));
        await GiveAsync("ha-3", "web-2", new OverrideChange.Ready());
        await Cluster.CrashAsync("ha-3");

        await Cluster.StartAsync(order.Split(' '));

        await Cluster.UntilWholeAsync();
        await UntilAllAsync(AsGossipGoes);
        Assert.Equal((AdminState.Maintenance, 9), (_wanted["web-1"].State, _wanted["web-1"].Weight));
    }

    private async Task GiveAsync(string agent, string subject, OverrideChange change) =>
        _wanted[subject] = await _agents.GiveAsync(agent, subject, change);

    private Task UntilAllAsync(TimeSpan? within = null) => _agents.UntilAsync(_agents.Running, _wanted, within);
}
