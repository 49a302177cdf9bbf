using System.Collections.Immutable;
using Actors.Clustering.Identity;
using Actors.Clustering.Joining;
using Actors.Clustering.Seeds;

namespace Actors.Clustering.Tests.Joining;

public sealed class JoinStateSpecs
{
    private static readonly ClusterTimings Timings = ClusterTimings.Default;
    private static readonly SeedAddress Seed1 = new("10.0.0.1", 4053);
    private static readonly SeedAddress Seed2 = new("10.0.0.2", 4053);
    private static readonly SeedAddress Web = new("10.0.0.9", 4053);
    private static readonly ClusterIdentity Identity = new("x", IsFresh: false);
    private static readonly ClusterCard Ours = new("actors", Identity, [Seed1, Seed2]);
    private static readonly ClusterCard Theirs = new("actors", new ClusterIdentity("y", IsFresh: false), [Web]);

    [Fact]
    public void A_member_of_its_own_cluster_is_joined_at_once()
    {
        var step = New(Web).With(Seed2, Ours, isMember: true, At(0)).Next(At(0), 0);

        Assert.Equal(new JoinStep.Join(Seed2, Identity), step);
    }

    [Fact]
    public void Where_that_is_in_vain_it_is_another_members_turn()
    {
        var state = New(Web).With(Seed2, Ours, isMember: true, At(0)).With(Seed1, Ours, isMember: true, At(0));

        Assert.Equal([Seed1, Seed2, Seed1], Enumerable.Range(0, 3).Select(tries => ((JoinStep.Join)state.Next(At(1), tries)).Member));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    public void A_member_of_another_cluster_is_never_joined(double after) =>
        Assert.Equal(JoinStep.Wait.Instance, New(Web).With(Seed1, Theirs, isMember: true, At(after)).Next(At(after), 0));

    [Fact]
    public void It_says_what_it_has_heard_of_each_contact()
    {
        var state = New(Web);
        Assert.Equal("10.0.0.1:4053 (no answer); 10.0.0.2:4053 (no answer)", state.Described(At(5)));

        state = state.With(Seed1, Theirs, isMember: true, At(5)).With(Seed2, Ours, isMember: false, At(5));
        Assert.Equal($"10.0.0.1:4053 (of another system: {Theirs}); 10.0.0.2:4053 (in no cluster yet either)", state.Described(At(5)));
        Assert.Contains(
            "10.0.0.2:4053 (a member, which does not let this node in)", state.With(Seed2, Ours, isMember: true, At(5)).Described(At(5)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_seed_that_is_listed_by_a_name_is_the_one_that_calls_itself_by_an_address_of_it()
    {
        var (name, dead) = (new SeedAddress("seeds.test", 4053), new SeedAddress("10.0.0.8", 4053));
        var own = Ours with { Identity = null, Seeds = [name] };
        var state = new JoinState(Web, SeedPlan.For(Web, [name], [], Timings), own, Timings, At(0));
        Assert.Equal(JoinStep.Wait.Instance, state.With(Seed1, Ours with { Seeds = [Seed1] }, isMember: true, At(5)).Next(At(5), 0));

        state = state.WithAddresses(ImmutableDictionary<SeedAddress, IReadOnlyList<SeedAddress>>.Empty.Add(name, [dead, Seed1]));

        Assert.Equal(
            new JoinStep.Join(Seed1, Identity), state.With(Seed1, Ours with { Seeds = [Seed1] }, isMember: true, At(6)).Next(At(6), 0));
    }

    [Fact]
    public void A_node_in_no_cluster_is_not_joined() =>
        Assert.Equal(JoinStep.Wait.Instance, New(Web).With(Seed1, Ours, isMember: false, At(0)).Next(At(60), 0));

    [Fact]
    public void A_doubtful_one_is_joined_only_where_no_other_answers_in_time()
    {
        // It is at the address of the first seed, and knows no second one.
        var state = New(Web) with { Own = Ours with { Identity = null } };
        state = state.With(Seed1, Theirs with { Seeds = [Seed1] }, isMember: true, At(0));

        Assert.Equal(JoinStep.Wait.Instance, state.Next(At(0), 0));
        Assert.Equal(Seed1, Assert.IsType<JoinStep.Join>(state.Next(Timings.DoubtFor, 0)).Member);
        Assert.Equal(Seed2, Assert.IsType<JoinStep.Join>(state.With(Seed2, Ours, isMember: true, At(1)).Next(At(1), 0)).Member);
    }

    [Fact]
    public void The_first_seed_forms_a_cluster_where_nothing_answers_in_time()
    {
        Assert.Equal(JoinStep.Wait.Instance, New(Seed1).Next(Timings.FormAfterFreshStart - At(0.1), 0));
        Assert.Equal(JoinStep.Form.Instance, New(Seed1).Next(Timings.FormAfterFreshStart, 0));
        Assert.Equal(JoinStep.Wait.Instance, New(Seed1, Web).Next(Timings.FormAfterNoAnswer - At(0.1), 0));
        Assert.Equal(JoinStep.Form.Instance, New(Seed1, Web).Next(Timings.FormAfterNoAnswer, 0));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void And_at_once_where_all_answer_that_they_are_in_no_cluster_or_in_another(bool isOther) =>
        Assert.Equal(
            JoinStep.Form.Instance,
            New(Seed1, Web).With(Seed2, Ours, isMember: false, At(0)).With(Web, isOther ? Theirs : Ours, isOther, At(0)).Next(At(0), 0));

    [Fact]
    public void And_after_long_where_members_answer_and_do_not_let_it_in()
    {
        var state = New(Seed1).With(Seed2, Ours, isMember: true, At(1));
        var last = At(1) + Timings.FormAfterRestart;

        Assert.IsType<JoinStep.Join>(state.With(Seed2, Ours, isMember: true, last - At(1)).Next(last - At(0.1), 0));
        Assert.Equal(JoinStep.Form.Instance, state.With(Seed2, Ours, isMember: true, last).Next(last, 0));
    }

    [Fact]
    public void Any_other_node_forms_none() => Assert.Equal(JoinStep.Wait.Instance, New(Seed2, Web).Next(TimeSpan.FromDays(1), 0));

    [Fact]
    public void An_old_answer_does_not_count() =>
        Assert.Equal(JoinStep.Wait.Instance, New(Web).With(Seed1, Ours, isMember: true, At(0)).Next(Timings.AnswerCountsFor + At(0.1), 0));

    [Fact]
    public void A_node_of_release_010_says_nothing_twice_and_is_asked_by_Akkas_own_protocol()
    {
        var once = New(Web).With(Seed1, ClusterCard.Silent, isMember: true, At(0));
        var twice = once.With(Seed1, ClusterCard.Silent, isMember: true, At(0.5));

        Assert.Equal(JoinStep.Wait.Instance, once.Next(At(0), 0));
        Assert.Equal([Seed1], Assert.IsType<JoinStep.AskSilent>(twice.Next(At(0.5), 0)).Nodes);
        Assert.Equal(
            JoinStep.Wait.Instance,
            twice.With(Seed1, Theirs, isMember: true, At(1)).With(Seed1, ClusterCard.Silent, isMember: true, At(1)).Next(At(1), 0));
        var first = New(Seed1).With(Seed2, ClusterCard.Silent, isMember: true, At(0))
            .With(Seed2, ClusterCard.Silent, isMember: true, At(0.5));
        Assert.Equal([Seed1, Seed2], Assert.IsType<JoinStep.AskSilent>(first.Next(At(0.5), 0)).Nodes);
    }

    [Theory]
    [InlineData("y", true)]
    [InlineData("x", false)]
    [InlineData(null, true)]
    public void A_node_that_moves_joins_the_cluster_that_it_moves_to(string? target, bool joins)
    {
        var plan = SeedPlan.Into(Seed1, new([Seed2], target), Timings);
        var state = new JoinState(Seed1, plan, Ours, Timings, TimeSpan.Zero).With(Seed2, Theirs, isMember: true, At(0));

        Assert.Equal(joins, state.Next(At(0), 0) is JoinStep.Join);
    }

    [Fact]
    public void Where_seeds_are_found_the_first_forms_one_once_the_answers_stay_the_same()
    {
        var last = Timings.FormAfterFound + At(2);
        var state = Found(Seed1).WithSeeds(new([Seed1, Seed2, Web], IsFound: true), isAnswered: true, At(2))
            .With(Seed2, Ours with { Identity = null }, isMember: false, last - At(1));
        Assert.Equal(JoinStep.Wait.Instance, state.Next(last - At(0.1), 0));
        Assert.Equal(JoinStep.Form.Instance, state.Next(last, 0));
        Assert.Equal([Seed1, Seed2, Web], state.Plan.Contacts);

        // The same again changes nothing; a source that could not be asked may have another answer.
        var same = new SeedList([Seed1, Seed2, Web], IsFound: true);
        Assert.Same(state, state.WithSeeds(same, isAnswered: true, At(5)));
        Assert.Equal(JoinStep.Wait.Instance, state.WithSeeds(same, isAnswered: false, At(5)).Next(last, 0));

        // Of three it alone is fewer than half.
        Assert.Equal(JoinStep.Wait.Instance, state.Next(last + Timings.AnswerCountsFor, 0));

        // The web server was not open before.
        Assert.Equal(JoinStep.Wait.Instance, (state with { Began = At(5) }).Next(last, 0));
    }

    [Fact]
    public void And_none_while_a_member_of_one_answers_however_long_it_does_not_let_it_in()
    {
        var now = TimeSpan.FromHours(1);
        var state = Found(Seed1).With(Seed2, Ours, isMember: true, At(0)).With(Seed2, Ours, isMember: true, now);

        Assert.Equal(new JoinStep.Join(Seed2, Identity), state.Next(now, 0));
    }

    [Fact]
    public void Whom_it_asks_follows_what_is_found_and_remembered()
    {
        var remembered = new SeedAddress("10.0.0.5", 4053);
        var state = Found(Seed1, remembered).WithSeeds(new([Web, Seed2], IsFound: true), isAnswered: true, At(1));

        Assert.Equal([Web, Seed2, remembered], state.Plan.Contacts);
        Assert.Equal([Web, Seed2], state.Own.Seeds!);
        Assert.Equal(JoinStep.Wait.Instance, state.Next(TimeSpan.FromHours(1), 0));
    }

    private static JoinState Found(SeedAddress self, params SeedAddress[] remembered) =>
        New(self, remembered) with { Seeds = new([Seed1, Seed2], IsFound: true) };

    private static JoinState New(SeedAddress self, params SeedAddress[] remembered) =>
        new(self, SeedPlan.For(self, [Seed1, Seed2], remembered, Timings), Ours, Timings, TimeSpan.Zero);

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
