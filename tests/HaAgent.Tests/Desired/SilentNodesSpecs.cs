using Actors.HaAgent.Desired;
using Actors.HaAgent.Membership;

namespace Actors.HaAgent.Tests.Desired;

/// <summary>Which servers count as those of nodes that have fallen silent.</summary>
public sealed class SilentNodesSpecs
{
    private static readonly NodeRecord Web1 = Sample.Node("web-1");

    [Theory]
    [InlineData(NodeStatus.In, true, false)]
    [InlineData(NodeStatus.In, false, true)]
    [InlineData(NodeStatus.Leaving, false, false)]
    [InlineData(NodeStatus.Gone, true, true)]
    [InlineData(NodeStatus.Gone, false, true)]
    public void A_node_that_the_cluster_cannot_reach_or_has_downed(NodeStatus status, bool reachable, bool isSilent) =>
        Assert.Equal(isSilent ? ["web/web-1"] : [], After(Web1 with { Status = status, Reachable = reachable }).Servers);

    [Fact]
    public void It_is_so_after_it_was_removed_for_a_while()
    {
        var removed = After(Web1 with { Status = NodeStatus.Gone }).Observe(Sample.Snapshot(), TimeSpan.FromSeconds(1));

        Assert.Equal(["web/web-1"], removed.Servers);
        Assert.Empty(removed.Observe(Sample.Snapshot(), SilentNodes.KeptFor + TimeSpan.FromSeconds(1)).Servers);
    }

    [Fact]
    public void It_is_not_once_it_is_heard_or_another_life_of_it_is() =>
        Assert.Empty(
            After(Web1 with { Reachable = false }).Observe(
                Sample.Snapshot(Web1 with { Status = NodeStatus.Gone }, Web1 with { Key = "another" }), TimeSpan.Zero).Servers);

    [Fact]
    public void One_that_announced_its_leave_is_none_after_it_was_removed() =>
        Assert.Empty(After(Web1 with { Status = NodeStatus.Leaving }).Observe(Sample.Snapshot(), TimeSpan.Zero).Servers);

    [Fact]
    public void What_is_not_at_its_address_alone_is_none() =>
        Assert.Empty(After(Web1 with { Absence = new NodeAbsence("nothing listens") }).Servers);

    private static SilentNodes After(NodeRecord node) =>
        SilentNodes.None.Observe(Sample.Snapshot(Web1), TimeSpan.Zero).Observe(Sample.Snapshot(node), TimeSpan.Zero);
}
