using Actors.HaAgent.Overrides;

namespace Actors.HaAgent.Tests.Overrides;

/// <summary>Which overrides would leave clients without a node.</summary>
public sealed class OverrideGuardSpecs
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;
    private static readonly OverrideChange Drain = new OverrideChange.Drain();

    /// <summary>The nodes (name, version, + where it serves), what is wanted of a, the title of the refusal; empty for none.</summary>
    public static TheoryData<string, OverrideChange, string> Nodes => new()
    {
        { "a1+ b1+", Drain, "" },
        { "a1+ b1-", Drain, "No node would serve" },
        { "a1+", Drain, "No node would serve" },
        { "a1-", Drain, "" },
        { "a1- b1+", Drain, "" },
        { "a1+ b1-", new OverrideChange.Maintenance(), "No node would serve" },
        { "a1+ b1-", new OverrideChange.SetWeight(0), "No node would serve" },
        { "a1+ b1-", new OverrideChange.SetWeight(1), "" },
        { "a1+ b1-", new OverrideChange.SetWeight(null), "" },
        { "a1+ b1-", new OverrideChange.Ready(), "" },
    };

    /// <summary>The nodes, the canary, and the title of the refusal.</summary>
    public static TheoryData<string, string, int, string> Canaries => new()
    {
        { "a1+ b2+", "2", 10, "" },
        { "a1+ b1+", "2", 10, "No node has this version" },
        { "", "2", 10, "No node has this version" },
        { "a1+ b2-", "2", 10, "" },
        { "a1+ b2-", "2", 100, "No node would serve" },
        { "a1+ b2+", "2", 100, "" },
        { "a1- b2+", "2", 0, "No node would serve" },
        { "a1+ b2+", "2", 0, "" },
        { "b2+", "2", 0, "" },
        { "a1- b2-", "2", 100, "" },
    };

    [Theory]
    [MemberData(nameof(Nodes))]
    public void The_last_node_that_serves_is_guarded(string nodes, OverrideChange change, string title) =>
        Assert.Equal(title, OverrideGuard.Against(OverrideBook.Empty, "a", change, Seen(nodes))?.Title ?? "");

    [Theory]
    [MemberData(nameof(Canaries))]
    public void A_canary_needs_nodes_of_its_version(string nodes, string version, int share, string title)
    {
        var change = new OverrideChange.SetCanary(new CanaryShare(version, share));

        Assert.Equal(title, OverrideGuard.Against(OverrideBook.Empty, "@web", change, Seen(nodes))?.Title ?? "");
    }

    [Fact]
    public void An_override_that_came_since_the_asker_looked_counts()
    {
        var seen = Seen("a1+ b1+");

        Assert.NotNull(OverrideGuard.Against(OverrideBook.Empty.Drain("b", "ann", Now), "a", Drain, seen));
        Assert.NotNull(OverrideGuard.Against(OverrideBook.Empty.Weight("b", 0, "ann", Now), "a", Drain, seen));
        Assert.Null(OverrideGuard.Against(OverrideBook.Empty.Weight("b", 5, "ann", Now), "a", Drain, seen));
        Assert.Null(OverrideGuard.Against(OverrideBook.Empty.Canary("@web", null, "ann", Now), "a", Drain, seen));
    }

    [Fact]
    public void A_refusal_names_the_numbers_the_others_and_the_remedy()
    {
        Assert.Equal(
            "a is the only one of 2 nodes of web that serves (b: down). Without it clients get 503. Start another node or take back an "
                + "override first, or repeat it with force (force=true, --force).",
            OverrideGuard.Against(OverrideBook.Empty, "a", Drain, Seen("a1+ b1-"))!.Why);
        Assert.Equal(
            "None of 2 nodes of web has version '9' (1, 2). Start a node with it first, or name another version, or repeat it with force "
                + "(force=true, --force).",
            OverrideGuard.Against(
                OverrideBook.Empty, "@web", new OverrideChange.SetCanary(new CanaryShare("9", 5)), Seen("a1+ b2+"))!.Why);
    }

    private static SeenService Seen(string nodes) => new("web", [
        .. nodes.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(node => new SeenNode(node[..1], node[1..2], node[2] == '+', node[2] == '+' ? "serving" : "down"))]);
}
