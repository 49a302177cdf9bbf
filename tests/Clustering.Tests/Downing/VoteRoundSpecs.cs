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

    private readonly VoteRound _first = VoteRound.None.Next([Dead], Self, [], [A, B]);

    [Fact]
    public void It_is_complete_once_all_have_answered_and_then_none_hears_the_dead()
    {
        var half = _first.Answer(1, A, []);
        Assert.False(half.IsComplete);
        Assert.Empty(half.Dead(4));

        var all = half.Answer(1, B, []);
        Assert.True(all.IsComplete);
        Assert.Equal([Dead], all.Dead(4));
    }

    [Fact]
    public void Whom_one_hears_is_not_dead() => Assert.Empty(_first.Answer(1, A, [Dead]).Answer(1, B, []).Dead(4));

    [Fact]
    public void An_answer_to_the_round_before_says_nothing_of_this_one()
    {
        var second = _first.Close().Next([Dead], Self, [], [A, B]);

        var late = second.Answer(1, A, []).Answer(1, B, []);

        Assert.False(late.IsComplete);
        Assert.Empty(late.Dead(4));
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
        Assert.Empty(over.Dead(4));
    }

    [Fact]
    public void Before_the_first_there_is_none()
    {
        Assert.False(VoteRound.None.IsOpen);
        Assert.False(VoteRound.None.IsComplete);
        Assert.Empty(VoteRound.None.Dead(3));
    }
}
