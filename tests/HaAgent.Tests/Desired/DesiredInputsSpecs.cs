using Actors.HaAgent.Desired;
using Actors.HaAgent.Membership;
using Actors.HaAgent.Overrides;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent.Tests.Desired;

public sealed class DesiredInputsSpecs
{
    private static readonly DesiredInputs Files = new(
        DesiredRevision.None, [Sample.Server("web-1"), Sample.Server("web-2", "10.0.0.2"), Sample.Server("web-3", "10.0.0.3")],
        new LossGuard(50));

    [Fact]
    public void A_node_that_the_cluster_shows_and_that_answers_takes_the_place_of_its_file()
    {
        var next = Take(Files, Sample.Node("web-1"), Sample.Node("web-2", "10.0.0.2", probe: ProbeState.Pending));

        Assert.Equal(["membership", "file", "file"], new[] { "web-1", "web-2", "web-3" }.Select(next.SourceOf));
        Assert.Equal(["web-1", "web-2", "web-3"], Names(next));
        Assert.Equal((1, 40), (next.Revision.Number, next.Pending.HeardAt));
        Assert.Contains("web-1", next.Pending.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void The_revision_rises_with_each_event_and_with_no_other()
    {
        var first = Take(Files, Sample.Node("web-1"));
        var second = Take(first, Sample.Node("web-1"));
        var overridden = second.Take(OverrideBook.Empty.Drain("web-1", "ann", DateTimeOffset.UnixEpoch), at: 50);

        Assert.Equal(
            [1L, 2, 3, 4],
            new[] { first, second, overridden, overridden.Hear("the template changed", at: 60) }.Select(inputs => inputs.Revision.Number));
        Assert.Same(overridden, overridden.Take(overridden.Overrides, at: 60));
        Assert.Equal(AdminState.Drain, Desired(overridden).Servers.Single(server => server.Name == "web-1").Admin);
    }

    [Fact]
    public void Files_that_nobody_has_shown_are_a_loss_only_where_HAProxy_served_them_until_now()
    {
        var lost = Files.EndRestore(wereServing: true, at: 50, TimeSpan.FromSeconds(15));
        var forgotten = Files.EndRestore(wereServing: false, at: 50, TimeSpan.FromSeconds(15));

        Assert.Equal(["held", "held", "held"], Desired(lost).Servers.Select(server => lost.SourceOf(server.Name)));
        Assert.NotNull(lost.Guard.Frozen);
        Assert.Empty(Names(forgotten));
        Assert.Null(forgotten.Guard.Frozen);
    }

    [Fact]
    public void Frozen_by_order_who_is_lost_stays_until_it_is_thawed()
    {
        var frozen = Take(Files with { Restored = [] }, Sample.Node("web-1"), Sample.Node("web-2", "10.0.0.2"))
            .Freeze(frozen: true, at: 50);
        var lost = Take(frozen, Sample.Node("web-1"));

        Assert.Equal(["web-1", "web-2"], Names(lost));
        Assert.Equal("held", lost.SourceOf("web-2"));
        Assert.Equal(["web-1"], Names(lost.Freeze(frozen: false, at: 60)));
        Assert.Contains("an operator froze the servers", frozen.Pending.Words, StringComparison.Ordinal);
    }

    private static DesiredInputs Take(DesiredInputs inputs, params NodeRecord[] nodes) =>
        inputs.Take(new MembershipChanged(Sample.Snapshot(nodes), HeardAt: 40), TimeSpan.FromSeconds(1));

    private static DesiredState Desired(DesiredInputs inputs) => inputs.Desired(ServicePolicy.Open, ServiceRules.Default);

    private static IEnumerable<string> Names(DesiredInputs inputs) =>
        Desired(inputs).Servers.Select(server => server.Name).Order(StringComparer.Ordinal);
}
