using Actors.HaAgent.Health;

namespace Actors.HaAgent.Tests.Health;

/// <summary>What happens to a node's clients, of all the evidence.</summary>
public sealed class EffectiveStatesSpecs
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddHours(1);
    private static readonly NodeView Well = Sight.Node("web-1", since: Now - TimeSpan.FromHours(1));

    /// <summary>The evidence, the effective state and why.</summary>
    public static TheoryData<string, NodeView, EffectiveState, string> Cases => new()
    {
        { "all is well", Well, EffectiveState.Serving, "" },
        { "HAProxy's check begins to fail", Well.Checked("UP 1/2", "L4CON"), EffectiveState.Serving, "" },
        { "HAProxy does not check it", Well.Checked("no check", ""), EffectiveState.Serving, "" },
        { "killed, and HAProxy has seen it first", Well.Checked("DOWN", "L4CON"), EffectiveState.Down, "HAProxy's check fails: L4CON" },
        { "a check is on its way", Well.Checked("DOWN", "* L7TOUT"), EffectiveState.Down, "HAProxy's check fails: L7TOUT" },
        { "HAProxy marked it down of itself", Well.Checked("DOWN", "HANA"), EffectiveState.Down, "HAProxy's check fails: HANA" },
        { "killed, and gossip has seen it first", Well.Gossiping(false), EffectiveState.Unreachable, "unreachable by gossip" },
        { "downed by the cluster", Well.Gossiping(true, "Down"), EffectiveState.Unreachable, "downed by the cluster" },
        {
            "killed, and the agent's own watch has seen it first",
            Well.Drained("not at its address: nothing listens on its port 7 any more"),
            EffectiveState.Unreachable, "not at its address: nothing listens on its port 7 any more"
        },
        { "drained for gossip", Well.Drained("unreachable by gossip"), EffectiveState.Unreachable, "unreachable by gossip" },
        { "its program is not well", Well.Drained("not ready: 503"), EffectiveState.Down, "not ready: 503" },
        { "it leaves", Well.Drained("leaving"), EffectiveState.Draining, "leaving" },
        { "drained, and HAProxy does not have that yet", Well.Overridden(AdminState.Drain), EffectiveState.Draining, "drained by ann" },
        {
            "drained, and killed", Well.Overridden(AdminState.Drain).Gossiping(false).Checked("DOWN", "L4CON"), EffectiveState.Draining,
            "drained by ann"
        },
        {
            "drained, and the override cannot be asked for", Well.Drained("drained by override"), EffectiveState.Draining,
            "drained by override"
        },
        { "in maintenance", Well.Overridden(AdminState.Maintenance), EffectiveState.Maintenance, "in maintenance by ann" },
        {
            "in maintenance, and the override cannot be asked for",
            Well with { State = AdminState.Maintenance, Why = "in maintenance by override" }, EffectiveState.Maintenance,
            "in maintenance by override"
        },
        { "weight 0 by override", Well.Overridden(null, weight: 0), EffectiveState.Draining, "weight 0 by ann" },
        { "another weight", Well.Overridden(null, weight: 7), EffectiveState.Serving, "" },
        { "weight 0 of its own, or by a canary", Well with { Weight = 0 }, EffectiveState.Draining, "weight 0" },
        { "its check asks for none", Well.Checked("NOLB", "L7STS"), EffectiveState.Draining, "its check asks for no new clients (404)" },
        {
            "held, the last one that leaves", Well with { Why = "held: the last node of web that serves leaves once another serves" },
            EffectiveState.Serving, ""
        },
        { "held by a freeze, gossip has it no more", Well with { Source = NodeSource.Held, Gossip = null }, EffectiveState.Serving, "" },
        {
            "held by a freeze, and its check fails", Well.Checked("DOWN", "L4TOUT") with { Source = NodeSource.Held, Gossip = null },
            EffectiveState.Down, "HAProxy's check fails: L4TOUT"
        },
        { "known by its file", Well with { Source = NodeSource.File, Gossip = null }, EffectiveState.Serving, "" },
    };

    /// <summary>The evidence of a node that has just come, the effective state and why.</summary>
    public static TheoryData<string, NodeView, string> Starting => new()
    {
        { "HAProxy does not have it", Well with { HaProxy = null }, "HAProxy does not have it yet" },
        { "added, and not made ready yet", Well.Checked("MAINT", ""), "HAProxy still has it in maintenance" },
        { "made ready again", Well.Checked("DRAIN", "L7OK"), "HAProxy still drains it" },
        { "no check yet", Well.Checked("DOWN", ""), "HAProxy has not checked it yet" },
        { "its check begins to pass", Well.Checked("DOWN 1/2", "L7OK"), "HAProxy's check begins to pass: L7OK" },
        { "and runs again", Well.Checked("DOWN 1/2", "* L7OK"), "HAProxy's check begins to pass: L7OK" },
        { "its first check runs", Well.Checked("DOWN", "* INI"), "HAProxy has not checked it yet" },
        { "no probe has passed", Well.Drained("has not answered yet: 503"), "has not answered yet: 503" },
        {
            "not in the cluster yet", Well.Drained("not ready: 404") with { Source = NodeSource.Report, Gossip = null, HaProxy = null },
            "not ready: 404"
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_node_is_what_its_clients_get(string what, NodeView evidence, EffectiveState state, string why)
    {
        // Beside others that serve, as gossip alone does not take a whole service out.
        var judged = Judge([evidence, Sight.Node("web-2"), Sight.Node("web-3")]);

        Assert.Equal((what, state, why), (what, judged[0].Effective, judged[0].EffectiveWhy));
    }

    [Theory]
    [MemberData(nameof(Starting))]
    public void A_node_that_has_just_come_starts_and_is_down_where_that_takes_too_long(string what, NodeView evidence, string why)
    {
        var fresh = Judge([evidence with { Since = Now - EffectiveStates.StartingFor }])[0];
        var late = Judge([evidence with { Since = Now - EffectiveStates.StartingFor - TimeSpan.FromSeconds(1) }])[0];

        Assert.Equal((what, EffectiveState.Starting, why), (what, fresh.Effective, fresh.EffectiveWhy));
        Assert.Equal((what, EffectiveState.Down, why), (what, late.Effective, late.EffectiveWhy));
    }

    [Theory]
    [InlineData(1, 1, "Unreachable")]
    [InlineData(1, 2, "Unreachable")]
    [InlineData(2, 1, "Serving")]
    [InlineData(1, 0, "Serving")]
    public void Gossip_alone_takes_no_more_than_half_of_a_service_out(int lost, int reachable, string state)
    {
        var judged = Judge(
            [.. Enumerable.Range(1, lost).Select(i => Sight.Node($"lost-{i}").Gossiping(false)),
                .. Enumerable.Range(1, reachable).Select(i => Sight.Node($"web-{i}")),
                // Of another service, and one that is not meant to serve: neither counts.
                Sight.Node("shop-1") with { Service = "shop" },
                Sight.Node("idle").Overridden(AdminState.Drain)]);

        Assert.All(judged.Take(lost), node => Assert.Equal(state, node.Effective.ToString()));
        Assert.Equal(EffectiveState.Serving, judged[^2].Effective);
    }

    [Fact]
    public void Where_most_are_lost_to_gossip_HAProxy_s_checks_say_who_serves()
    {
        var judged = Judge([Sight.Node("a").Gossiping(false), Sight.Node("b").Gossiping(false).Checked("DOWN", "L4CON")]);

        Assert.Equal([EffectiveState.Serving, EffectiveState.Down], judged.Select(node => node.Effective!.Value));
    }

    [Theory]
    [InlineData(HaProxySight.Ended, EffectiveState.Down, "HAProxy does not run")]
    [InlineData(HaProxySight.Silent, EffectiveState.Down, "HAProxy does not answer")]
    [InlineData(HaProxySight.Unknown, EffectiveState.Serving, "")]
    public void Without_HAProxy_nothing_serves_and_a_moment_without_its_word_changes_nothing(
        HaProxySight haproxy, EffectiveState state, string why)
    {
        var judged = EffectiveStates.Of(
            [Well with { HaProxy = null }, Well.Overridden(AdminState.Maintenance) with { HaProxy = null }], haproxy, Now);

        Assert.Equal((state, why), (judged[0].Effective, judged[0].EffectiveWhy));
        Assert.Equal(EffectiveState.Maintenance, judged[1].Effective);
    }

    private static IReadOnlyList<NodeView> Judge(NodeView[] nodes) => EffectiveStates.Of(nodes, HaProxySight.Answers, Now);
}
