using Actors.HaAgent.Desired;
using Actors.HaAgent.Planning;

namespace Actors.HaAgent.Tests.Planning;

public sealed class PlannerSpecs
{
    private static readonly DesiredState Before = Sample.Desired(Sample.Server("a"), Sample.Server("b"));

    [Fact]
    public void What_is_unknown_is_reloaded() =>
        Assert.Equal(new Plan.Reload(7, "what HAProxy has is unknown"), Planner.Decide(null, Before, "text"));

    [Fact]
    public void The_same_text_needs_nothing() =>
        Assert.Equal(new Plan.Nothing(7), Planner.Decide(new AppliedState(Before, "text"), Before, "text"));

    [Fact]
    public void A_change_of_servers_is_a_reload_that_names_them()
    {
        var after = Sample.Desired(Sample.Server("a", "10.9.9.9"), Sample.Server("c"));

        Assert.Equal(
            new Plan.Reload(7, "added web/c, removed web/b, changed web/a"),
            Planner.Decide(new AppliedState(Before, "old"), after, "new"));
    }

    [Fact]
    public void Another_text_for_the_same_servers_is_a_change_of_the_template() =>
        Assert.Equal(
            new Plan.Reload(7, "the template or a setting changed"),
            Planner.Decide(new AppliedState(Before, "old"), Before, "new"));
}
