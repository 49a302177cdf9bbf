using Actors.Clustering.Identity;
using Actors.Clustering.Joining;
using Actors.Clustering.Seeds;

namespace Actors.Clustering.Tests.Joining;

/// <summary>The same step is taken again only after a while, and then another member is asked.</summary>
public sealed class JoinTriesSpecs
{
    private static readonly ClusterTimings Timings = ClusterTimings.Default;
    private static readonly SeedAddress Seed1 = new("10.0.0.1", 4053);
    private static readonly SeedAddress Seed2 = new("10.0.0.2", 4053);
    private static readonly SeedAddress Web = new("10.0.0.9", 4053);
    private static readonly ClusterCard Ours = new("actors", new ClusterIdentity("x", IsFresh: false), [Seed1, Seed2]);

    [Fact]
    public void Without_an_answer_nothing_is_done() => Assert.Same(JoinTries.None, JoinTries.None.Next(New(), TimeSpan.Zero));

    [Fact]
    public void A_member_is_asked_once_and_after_a_while_the_next_one()
    {
        var first = JoinTries.None.Next(Heard(TimeSpan.Zero), TimeSpan.Zero);
        Assert.Equal(Seed1, Assert.IsType<JoinStep.Join>(first.Step).Member);

        var soon = Timings.AskAgainAfter - TimeSpan.FromTicks(1);
        Assert.Same(first, first.Next(Heard(soon), soon));

        var later = first.Next(Heard(Timings.AskAgainAfter), Timings.AskAgainAfter);
        Assert.Equal((Seed2, 1), (Assert.IsType<JoinStep.Join>(later.Step).Member, later.Count));
        Assert.Equal(Timings.AskAgainAfter, later.At);
    }

    [Fact]
    public void A_cluster_is_formed_once_however_long_that_takes()
    {
        var state = new JoinState(Seed1, SeedPlan.For(Seed1, [Seed1], [], Timings), Ours, Timings, TimeSpan.Zero);

        var formed = JoinTries.None.Next(state, TimeSpan.Zero);

        Assert.IsType<JoinStep.Form>(formed.Step);
        Assert.Same(formed, formed.Next(state, TimeSpan.FromMinutes(10)));
    }

    private static JoinState New() => new(Web, SeedPlan.For(Web, [Seed1, Seed2], [], Timings), Ours, Timings, TimeSpan.Zero);

    private static JoinState Heard(TimeSpan at) => New().With(Seed1, Ours, isMember: true, at).With(Seed2, Ours, isMember: true, at);
}
