using Actors.Clustering.Downing;
using Akka.Actor;

namespace Actors.Clustering.Tests.Downing;

public sealed class VoteRoundSpecs
{
    private static readonly Address Dead = Address.Parse("akka.tcp://actors@10.0.0.9:4053");
    private static readonly Address Self = Address.Parse("akka.tcp://actors@10.0.0.1:4053");
    private static readonly Address A = Address.Parse("akka.tcp://actors@10.0.0.2:4053");
    private static readonly Address B = Address.Parse("akka.tcp://actors@10.0.0.3:4053");
    private static readonly Address Stranger = Address.Parse("akka.tcp://actors@10.0.0.4:4053");

    private static readonly Address[] Four = [Self, A, B, Dead];
    private static readonly Address[] Five = [Self, A, B, Dead, Stranger];

    private readonly VoteRound _first = VoteRound.None.Next([Dead], Self, [], [A, B]);

    [Fact]
    public void It_is_complete_once_all_have_answered_and_then_none_hears_the_dead()
    {
        var half = _first.Answer(1, A, []);
        Assert.False(half.IsComplete);
        Assert.Empty(half.Dead(Four, [Dead]));

        var all = half.Answer(1, B, []);
        Assert.True(all.IsComplete);
        Assert.Equal([Dead], all.Dead(Four, [Dead]));
    }

    [Fact]
    public void Whom_one_hears_is_not_dead() => Assert.Empty(_first.Answer(1, A, [Dead]).Answer(1, B, []).Dead(Four, [Dead]));

    [Fact]
    public void An_answer_to_the_round_before_says_nothing_of_this_one()
    {
        var second = _first.Close().Next([Dead], Self, [], [A, B]);

        var late = second.Answer(1, A, []).Answer(1, B, []);

        Assert.False(late.IsComplete);
        Assert.Empty(late.Dead(Four, [Dead]));
        Assert.True(late.Answer(2, A, []).Answer(2, B, []).IsComplete);
    }

    [Fact]
    public void One_that_was_not_asked_has_no_vote()
    {
        var answered = _first.Answer(1, A, []).Answer(1, Stranger, []);

        Assert.False(answered.IsComplete);
        Assert.Equal(2, answered.Answers);
    }

    [Fact]
    public void One_that_answers_twice_has_one_vote() => Assert.False(_first.Answer(1, A, []).Answer(1, A, []).IsComplete);

    [Fact]
    public void Who_asks_alone_has_all_answers_at_once() => Assert.True(VoteRound.None.Next([Dead], Self, [], []).IsComplete);

    [Fact]
    public void Once_it_is_over_no_answer_counts()
    {
        var over = _first.Answer(1, A, []).Close();

        Assert.False(over.IsOpen);
        Assert.Same(over, over.Answer(1, B, []));
        Assert.Empty(over.Dead(Four, [Dead]));
    }

    [Fact]
    public void Before_the_first_there_is_none()
    {
        Assert.False(VoteRound.None.IsOpen);
        Assert.False(VoteRound.None.IsComplete);
        Assert.Empty(VoteRound.None.Dead([Self, A, Dead], [Dead]));
    }

    // Its next life at that address too.
    [Fact]
    public void Whom_gossip_calls_reachable_by_the_end_is_not_dead() =>
        Assert.Empty(_first.Answer(1, A, []).Answer(1, B, []).Dead(Four, []));

    [Fact]
    public void Whom_one_hears_again_during_the_round_is_not_dead_by_the_last_word_of_that_one() =>
        Assert.Empty(_first.Answer(1, A, []).Answer(1, B, []).Answer(1, A, [Dead]).Dead(Four, [Dead]));

    [Fact]
    public void Whom_the_one_that_asks_hears_itself_is_not_dead() =>
        Assert.Empty(VoteRound.None.Next([Dead], Self, [Dead], [A, B]).Answer(1, A, []).Answer(1, B, []).Dead(Four, [Dead]));

    [Fact]
    public void One_that_has_left_without_an_answer_is_counted_neither_as_a_member_nor_as_a_vote()
    {
        var half = _first.Answer(1, A, []);

        Assert.Empty(half.Dead(Four, [Dead]));
        Assert.Equal([Dead], half.Dead([Self, A, Dead], [Dead]));
        Assert.False(half.IsComplete);
    }

    [Fact]
    public void One_that_has_answered_and_left_has_no_vote()
    {
        var all = _first.Answer(1, A, []).Answer(1, B, []);

        Assert.Equal([Dead], all.Dead(Five, [Dead]));
        Assert.Empty(all.Dead([Self, B, Dead, Stranger], [Dead]));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void When_its_time_is_over_most_of_the_members_must_have_answered(bool bAnswers, bool isDead)
    {
        var answered = _first.Answer(1, A, []);

        var over = bAnswers ? answered.Answer(1, B, []) : answered;

        Assert.Equal(isDead ? [Dead] : [], over.Dead(Five, [Dead]));
    }

    [Fact]
    public void Of_two_that_die_each_is_judged_by_itself()
    {
        var both = VoteRound.None.Next([Dead, Stranger], Self, [], [A, B]).Answer(1, A, []);

        Assert.Equal([Dead, Stranger], both.Answer(1, B, []).Dead(Five, [Dead, Stranger]));
        Assert.Equal([Dead], both.Answer(1, B, [Stranger]).Dead(Five, [Dead, Stranger]));
        Assert.Equal([Stranger], both.Answer(1, B, []).Dead(Five, [Stranger]));
        // The first of them has been downed meanwhile: it counts no more.
        Assert.Equal([Stranger], both.Dead([Self, A, Stranger], [Stranger]));
    }

    [Fact]
    public void What_was_answered_in_the_round_before_is_gone_and_its_number_with_it()
    {
        var second = _first.Answer(1, A, [Dead]).Answer(1, B, []).Close().Next([Dead], Self, [], [A, B]);

        Assert.Equal((2, 1), (second.Number, second.Answers));
        Assert.Equal([Dead], second.Answer(2, A, []).Answer(2, B, []).Answer(1, A, [Dead]).Dead(Four, [Dead]));
    }
}
