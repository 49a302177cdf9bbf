using Actors.HaAgent.Desired;
using Actors.HaAgent.Events;
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
    public void Frozen_by_an_operator_a_lost_node_stays_until_an_operator_thaws()
    {
        var frozen = Take(Files with { Restored = [] }, Sample.Node("web-1"), Sample.Node("web-2", "10.0.0.2"))
            .Take(Frozen, at: 50);
        var lost = Take(frozen, Sample.Node("web-1"));
        var thawed = lost.Take(Thawed, at: 60);

        Assert.Equal(["web-1", "web-2"], Names(lost));
        Assert.Equal("held", lost.SourceOf("web-2"));
        Assert.Equal("by ann: a switch is replaced", lost.Guard.Frozen!.Why);
        Assert.Equal(["web-1"], Names(thawed));
        Assert.Null(thawed.Guard.Frozen);
        Assert.Contains("servers frozen by override (ann)", frozen.Pending.Words, StringComparison.Ordinal);
        Assert.Contains("servers thawed (bob)", thawed.Pending.Words, StringComparison.Ordinal);
    }

    /// <summary>The agent, or its machine, starts again: what was lost before is known by the node files only.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Frozen_before_the_agent_started_no_node_of_the_files_is_lost(bool wereServing)
    {
        var frozen = Files.Take(Frozen, at: 30);
        // The cluster shows one, which does not answer, and gives it up; one leaves gracefully; of one it knows nothing.
        var shown = Take(
            frozen, Sample.Node("web-1", probe: ProbeState.Overdue),
            Sample.Node("web-3", "10.0.0.3") with { Status = NodeStatus.Leaving });
        var restored = Take(shown).EndRestore(wereServing, at: 50, TimeSpan.FromSeconds(15));

        Assert.Equal(["web-1", "web-2"], Names(restored));
        Assert.Equal(["held", "held"], Names(restored).Select(restored.SourceOf));
        Assert.Empty(Names(restored.Take(Thawed, at: 60)));
    }

    [Fact]
    public void A_thaw_ends_the_agent_s_own_freeze_too_and_only_there_is_it_more_than_an_override()
    {
        var own = Files.EndRestore(wereServing: true, at: 50, TimeSpan.FromSeconds(15));
        var operators = Files.Take(Frozen, at: 50);

        Assert.Null(own.Thaw("bob", at: 60).Guard.Frozen);
        Assert.Contains("servers thawed (bob)", own.Thaw("bob", at: 60).Pending.Words, StringComparison.Ordinal);
        Assert.NotNull(own.Take(Thawed, at: 60).Guard.Frozen);
        Assert.Same(operators, operators.Thaw("bob", at: 60));
        Assert.Same(Files, Files.Thaw("bob", at: 60));
    }

    /// <summary>Operators freeze and thaw elsewhere; what this agent alone has lost is told to thaw here, or by nobody.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_thaw_of_all_agents_leaves_the_mass_loss_of_one_to_that_one(bool isFrozenFirst)
    {
        var eight = Take(Files with { Restored = [] }, [.. Enumerable.Range(1, 8).Select(Web)]);
        var frozen = isFrozenFirst
            ? Take(eight.Take(Frozen, at: 50), Web(1), Web(2))
            : Take(eight, Web(1), Web(2)).Take(Frozen, at: 50);

        var thawed = frozen.Take(Thawed, at: 60);

        Assert.True(frozen.Guard.Frozen!.ByOperator);
        Assert.Equal(8, Names(thawed).Count());
        Assert.Equal((false, "6 of 8 nodes were lost within 10 s"), (thawed.Guard.Frozen!.ByOperator, thawed.Guard.Frozen.Why));
        Assert.Equal(["web-1", "web-2"], Names(thawed.Thaw("bob", at: 70)));
        // Told here, in either order.
        Assert.Equal(["web-1", "web-2"], Names(frozen.Thaw("bob", at: 60).Take(Thawed, at: 70)));
        // Enough are back while all are frozen: what is still lost is no mass loss any more.
        var back = Take(frozen, Web(1), Web(2), Web(3), Web(4), Web(5));
        Assert.Equal(8, Names(back).Count());
        Assert.Equal(5, Names(back.Take(Thawed, at: 60)).Count());
    }

    private static NodeRecord Web(int number) => Sample.Node($"web-{number}", $"10.0.0.{number}");

    private static OverrideBook Frozen =>
        OverrideBook.Empty.Freeze(true, new Author("ann") { Reason = "a switch is replaced" }, DateTimeOffset.UnixEpoch.AddYears(40));

    private static OverrideBook Thawed => Frozen.Freeze(false, "bob", DateTimeOffset.UnixEpoch.AddYears(41));

    private static DesiredInputs Take(DesiredInputs inputs, params NodeRecord[] nodes) =>
        inputs.Take(new MembershipChanged(Sample.Snapshot(nodes), HeardAt: 40), TimeSpan.FromSeconds(1));

    private static DesiredState Desired(DesiredInputs inputs) => inputs.Desired(ServicePolicy.Open, ServiceRules.Default);

    private static IEnumerable<string> Names(DesiredInputs inputs) =>
        Desired(inputs).Servers.Select(server => server.Name).Order(StringComparer.Ordinal);
}
