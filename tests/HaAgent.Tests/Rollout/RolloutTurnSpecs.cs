using Actors.HaAgent.Rollout;

namespace Actors.HaAgent.Tests.Rollout;

public sealed class RolloutTurnSpecs
{
    private static readonly TimeSpan Now = TimeSpan.Zero;
    private static readonly TimeSpan TooLong = RolloutTurn.Patience;

    [Fact]
    public void An_agent_alone_goes_at_once() => Assert.IsType<RolloutDecision.Go>(RolloutTurn.Decide([], Now));

    [Theory]
    [InlineData(TemplateStage.Waiting)]
    [InlineData(TemplateStage.Applying)]
    [InlineData(TemplateStage.Busy)]
    [InlineData(TemplateStage.Other)]
    [InlineData(null)]
    public void It_waits_for_who_is_before_it_and_has_not_the_template_yet(TemplateStage? stage) =>
        Assert.Equal("ha-1", Assert.IsType<RolloutDecision.Wait>(RolloutTurn.Decide([Before(stage)], Now)).Agent);

    [Theory]
    [InlineData(TemplateStage.InForce)]
    [InlineData(TemplateStage.Pinned)]
    public void It_goes_once_who_is_before_it_has_it_or_takes_no_part(TemplateStage stage) =>
        Assert.IsType<RolloutDecision.Go>(RolloutTurn.Decide([Before(stage)], Now));

    [Theory]
    [InlineData(TemplateStage.Waiting)]
    [InlineData(TemplateStage.Stopped)]
    [InlineData(TemplateStage.Other)]
    [InlineData(null)]
    public void It_does_not_wait_for_who_is_after_it(TemplateStage? stage) =>
        Assert.IsType<RolloutDecision.Go>(RolloutTurn.Decide([After(stage)], Now));

    [Theory]
    [InlineData(TemplateStage.Applying)]
    [InlineData(TemplateStage.Busy)]
    public void Two_never_apply_at_the_same_time_whoever_is_before(TemplateStage stage) =>
        Assert.IsType<RolloutDecision.Wait>(RolloutTurn.Decide([After(stage)], TooLong));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_stops_where_another_has_refused_it_even_if_that_one_is_gone(bool isMember)
    {
        RolloutPeer[] peers = [
            Before(TemplateStage.InForce),
            After(TemplateStage.Refused) with { Why = "by-magic is no keyword", IsMember = isMember, SilentFor = TooLong }];

        Assert.Equal(new RolloutDecision.Stopped("ha-3", "by-magic is no keyword"), RolloutTurn.Decide(peers, TooLong));
    }

    [Fact]
    public void It_stops_where_another_fell_silent_over_it() =>
        Assert.Equal(
            "ha-1",
            Assert.IsType<RolloutDecision.Stopped>(
                RolloutTurn.Decide([Before(TemplateStage.Applying) with { SilentFor = TooLong }], TooLong)).Agent);

    [Fact]
    public void It_stops_where_another_left_over_it() =>
        Assert.Equal(
            "ha-1",
            Assert.IsType<RolloutDecision.Stopped>(
                RolloutTurn.Decide([Before(TemplateStage.Applying) with { IsMember = false }], Now)).Agent);

    [Fact]
    public void It_stops_with_who_is_before_it_and_goes_before_who_is_after_it()
    {
        Assert.Equal("ha-1", Assert.IsType<RolloutDecision.Stopped>(RolloutTurn.Decide([Before(TemplateStage.Stopped)], Now)).Agent);
        Assert.IsType<RolloutDecision.Go>(RolloutTurn.Decide([After(TemplateStage.Stopped)], Now));
    }

    [Theory]
    [InlineData(TemplateStage.Waiting)]
    [InlineData(TemplateStage.Stopped)]
    [InlineData(TemplateStage.Busy)]
    [InlineData(null)]
    public void Whoever_says_nothing_is_not_waited_for_for_ever(TemplateStage? stage) =>
        Assert.IsType<RolloutDecision.Go>(RolloutTurn.Decide([Before(stage) with { SilentFor = TooLong }], TooLong));

    [Fact]
    public void Whoever_has_a_template_of_its_own_is_not_waited_for_for_ever() =>
        Assert.IsType<RolloutDecision.Go>(RolloutTurn.Decide([Before(TemplateStage.Other)], TooLong));

    [Theory]
    [InlineData(TemplateStage.Waiting)]
    [InlineData(null)]
    public void Whoever_left_is_not_waited_for(TemplateStage? stage) =>
        Assert.IsType<RolloutDecision.Go>(RolloutTurn.Decide([Before(stage) with { IsMember = false }], Now));

    [Fact]
    public void Of_any_number_of_agents_that_know_how_far_the_others_are_exactly_one_goes_at_a_time_until_all_have_it()
    {
        var stages = Enumerable.Repeat(TemplateStage.Waiting, 5).ToArray();
        var order = new List<int>();
        while (stages.Contains(TemplateStage.Waiting))
        {
            var going = Enumerable.Range(0, stages.Length)
                .Where(self => stages[self] == TemplateStage.Waiting && RolloutTurn.Decide(Seen(self), Now) is RolloutDecision.Go).ToList();
            var one = Assert.Single(going);
            stages[one] = TemplateStage.Applying;
            Assert.All(
                Enumerable.Range(0, stages.Length).Where(self => stages[self] == TemplateStage.Waiting),
                self => Assert.IsType<RolloutDecision.Wait>(RolloutTurn.Decide(Seen(self), Now)));
            stages[one] = TemplateStage.InForce;
            order.Add(one);
        }

        Assert.Equal([0, 1, 2, 3, 4], order);

        IEnumerable<RolloutPeer> Seen(int self) =>
            Enumerable.Range(0, stages.Length).Where(other => other != self)
                .Select(other => new RolloutPeer($"ha-{other}", other < self, true, stages[other], "", Now));
    }

    private static RolloutPeer Before(TemplateStage? stage) => new("ha-1", true, true, stage, "", Now);

    private static RolloutPeer After(TemplateStage? stage) => new("ha-3", false, true, stage, "", Now);
}
