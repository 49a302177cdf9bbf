using Actors.Clustering.Seeds;

namespace Actors.Clustering.Tests.Seeds;

public sealed class SeedPlanSpecs
{
    private static readonly ClusterTimings Timings = ClusterTimings.Default;
    private static readonly SeedAddress Seed1 = new("seed-1", 4053);
    private static readonly SeedAddress Seed2 = new("seed-2", 4053);
    private static readonly SeedAddress Web = new("10.0.0.9", 4053);

    [Fact]
    public void Only_the_seed_that_is_listed_first_may_form_a_cluster()
    {
        Assert.Equal([Seed1, Seed2], SeedPlan.For(Seed1, [Seed1, Seed2], [], Timings).Contacts);
        Assert.Equal([Seed1], SeedPlan.For(Seed2, [Seed1, Seed2], [], Timings).Contacts);
        Assert.Equal([Seed1, Seed2], SeedPlan.For(Web, [Seed1, Seed2], [], Timings).Contacts);
    }

    [Fact]
    public void Remembered_members_are_asked_as_well_and_then_a_cluster_is_formed_later()
    {
        var plan = SeedPlan.For(Seed1, [Seed1, Seed2], [Web, Seed2], Timings);

        Assert.Equal([Seed1, Seed2, Web], plan.Contacts);
        Assert.Equal((Timings.FormAfterRestart, Timings.FormAfterNoAnswer), (plan.FormAfter, plan.AnswerWithin));
    }

    [Fact]
    public void Who_remembers_only_itself_starts_afresh()
    {
        var plan = SeedPlan.For(Seed1, [Seed1], [Seed1], Timings);

        Assert.Equal([Seed1], plan.Contacts);
        Assert.Equal((Timings.FormAfterFreshStart, Timings.FormAfterFreshStart), (plan.FormAfter, plan.AnswerWithin));
    }

    [Fact]
    public void Who_may_form_none_asks_again_soon_whatever_it_remembers()
    {
        var fresh = SeedPlan.For(Web, [Seed1, Seed2], [], Timings);
        var again = SeedPlan.For(Seed2, [Seed1, Seed2], [Web, Seed1], Timings);
        var alone = SeedPlan.For(Web, [], [Seed2], Timings);

        Assert.Equal([Seed1, Web], again.Contacts);
        Assert.Equal([Seed2], alone.Contacts);
        Assert.All([fresh, again, alone], plan => Assert.Equal((Timings.AskAgainAfter, null), (plan.FormAfter, plan.GiveUpAfter)));
    }

    [Fact]
    public void Who_moves_asks_the_other_cluster_only_forms_none_and_gives_up_in_time()
    {
        var plan = SeedPlan.Into(Seed1, new([Seed2, Seed1, Web, Seed2], "x"), Timings);

        Assert.Equal([Seed2, Web], plan.Contacts);
        Assert.Equal((Timings.AskAgainAfter, Timings.MoveWithin), (plan.FormAfter, plan.GiveUpAfter));
        Assert.True(Timings.AskAgainAfter * 2 < Timings.MoveWithin);
    }

    [Fact]
    public void The_seed_that_is_listed_first_may_form_one()
    {
        Assert.True(SeedPlan.MayForm(Seed1, [Seed1, Seed2]));
        Assert.False(SeedPlan.MayForm(Seed2, [Seed1, Seed2]));
        Assert.False(SeedPlan.MayForm(Web, []));
    }
}
