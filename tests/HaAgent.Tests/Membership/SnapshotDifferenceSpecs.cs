using Actors.HaAgent.Membership;

namespace Actors.HaAgent.Tests.Membership;

public sealed class SnapshotDifferenceSpecs
{
    private static readonly NodeRecord Web1 = Sample.Node("web-1");

    [Fact]
    public void Each_node_that_differs_is_named_with_what_happened()
    {
        Assert.Equal(
            ["web-1 joined", "web-2 announced itself"], Between([], [Sample.Node("web-2", "10.0.0.2", probe: ProbeState.Pending), Web1]));
        Assert.Equal(["web-1 leaves"], Between([Web1], [Web1 with { Status = NodeStatus.Leaving }]));
        Assert.Equal(
            ["web-1 has finished its requests"],
            Between([Web1 with { Status = NodeStatus.Leaving }], [Web1 with { Status = NodeStatus.Leaving, IsIdle = true }]));
        Assert.Equal(["web-1 is down"], Between([Web1], [Web1 with { Status = NodeStatus.Gone }]));
        Assert.Equal(["web-1 was removed"], Between([Web1], []));
        Assert.Equal(["web-1 is unreachable"], Between([Web1], [Web1 with { Reachable = false }]));
        Assert.Equal(
            ["web-1 is not at its address any more: nothing listens"],
            Between([Web1], [Web1 with { Absence = new NodeAbsence("nothing listens") }]));
        Assert.Equal(["web-1 answers at its address again"], Between([Web1 with { Absence = new NodeAbsence("nothing listens") }], [Web1]));
        Assert.Equal(["web-1 is reachable again"], Between([Web1 with { Reachable = false }], [Web1]));
        Assert.Equal(["web-1 is not ready: warming"], Between([Web1], [Web1 with { Ready = false, Reason = "warming" }]));
        Assert.Equal(["web-1 is ready"], Between([Web1 with { Ready = false }], [Web1]));
        Assert.Equal(["web-1 joined"], Between([Web1 with { Probe = ProbeState.Pending }], [Web1]));
        Assert.Equal(
            ["web-1 does not answer"], Between([Web1 with { Probe = ProbeState.Pending }], [Web1 with { Probe = ProbeState.Overdue }]));
    }

    [Fact]
    public void Nothing_that_counts_is_nothing() => Assert.Empty(Between([Web1], [Web1 with { Age = 7 }]));

    [Fact]
    public void A_node_that_is_refused_is_named_with_the_reason()
    {
        var after = new MembershipSnapshot(Sample.Revision(2), [], [new RefusedNode("web-9", "akka://x", "its port is 0")]);

        Assert.Equal<string>(
            ["web-9 was refused: its port is 0"], SnapshotDifference.Between(new MembershipSnapshot(Sample.Revision(1), [], []), after));
        Assert.Empty(SnapshotDifference.Between(after, after));
    }

    private static string[] Between(NodeRecord[] before, NodeRecord[] after) =>
        [.. SnapshotDifference.Between(
            new MembershipSnapshot(Sample.Revision(1), [.. before], []), new MembershipSnapshot(Sample.Revision(2), [.. after], []))];
}
