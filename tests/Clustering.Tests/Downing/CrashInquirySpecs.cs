using System.Globalization;
using Actors.Clustering.Downing;
using Akka.Actor;
using Akka.Cluster;

namespace Actors.Clustering.Tests.Downing;

public sealed class CrashInquirySpecs
{
    private static readonly ClusterTimings Timings = ClusterTimings.Default;
    private static readonly Address Self = At(1);
    private static readonly Address A = At(2);
    private static readonly Address B = At(3);

    [Fact]
    public void A_member_is_asked_about_once_it_has_been_unreachable_for_the_while()
    {
        var inquiry = CrashInquiry.None.Observe([Member(A)], TimeSpan.Zero);

        Assert.Empty(inquiry.Suspects(Timings, Timings.DownAfter - TimeSpan.FromTicks(1)));
        Assert.Equal([A], inquiry.Suspects(Timings, Timings.DownAfter));
    }

    [Fact]
    public void While_a_question_is_open_and_soon_after_it_there_is_no_other()
    {
        var asked = Timings.DownAfter;
        var open = CrashInquiry.None.Observe([Member(A)], TimeSpan.Zero).Ask([A], Self, [], [B], asked);
        Assert.Empty(open.Suspects(Timings, asked + (2 * Timings.VoteEvery)));

        var over = open.Answer(open.Round.Number, B, []).Close();

        Assert.Empty(over.Suspects(Timings, asked + Timings.VoteEvery - TimeSpan.FromTicks(1)));
        Assert.Equal([A], over.Suspects(Timings, asked + Timings.VoteEvery));
    }

    [Fact]
    public void A_member_that_was_reachable_meanwhile_counts_from_the_start()
    {
        var again = CrashInquiry.None.Observe([Member(A)], TimeSpan.Zero).Forget().Observe([Member(A)], Timings.DownAfter);

        Assert.Empty(again.Suspects(Timings, Timings.DownAfter));
    }

    [Fact]
    public void It_asks_about_no_more_than_a_message_has_room_for()
    {
        var many = CrashInquiry.None.Observe([.. Enumerable.Range(10, 120).Select(n => Member(At(n)))], TimeSpan.Zero);

        Assert.Equal(50, many.Suspects(Timings, Timings.DownAfter).Count);
    }

    [Fact]
    public void All_are_asked_that_can_be_reached_or_are_heard() =>
        Assert.Equal(
            [A, At(5)],
            CrashInquiry.Voters([Self, A, B, At(5)], new HashSet<Address> { B, At(5) }, Self, member => member == At(5)));

    // Nine seconds are longer than a vote: the second is asked about when its own time has come, and not put off by the first.
    [Theory]
    [InlineData(3)]
    [InlineData(9)]
    public void Of_two_that_die_one_after_the_other_each_has_its_own_time(int apart)
    {
        var later = TimeSpan.FromSeconds(apart);
        var first = CrashInquiry.None.Observe([Member(A)], TimeSpan.Zero).Observe([Member(A), Member(B)], later);

        Assert.Equal([A], first.Suspects(Timings, Timings.DownAfter));
        var asked = first.Ask([A], Self, [], [], Timings.DownAfter).Close();
        Assert.DoesNotContain(B, asked.Suspects(Timings, later + Timings.DownAfter - TimeSpan.FromTicks(1)));
        Assert.Equal([B], asked.Observe([Member(B)], later).Suspects(Timings, later + Timings.DownAfter));
    }

    [Fact]
    public void A_member_that_is_heard_again_while_another_is_not_counts_from_the_start()
    {
        var again = CrashInquiry.None.Observe([Member(A), Member(B)], TimeSpan.Zero)
            .Observe([Member(B)], TimeSpan.FromSeconds(4)).Observe([Member(A), Member(B)], Timings.DownAfter);

        Assert.Equal([B], again.Suspects(Timings, Timings.DownAfter));
    }

    [Fact]
    public void Its_next_life_at_the_same_address_counts_from_the_start()
    {
        var next = CrashInquiry.None.Observe([Member(A)], TimeSpan.Zero).Observe([new UniqueAddress(A, 2)], TimeSpan.FromSeconds(4));

        Assert.Empty(next.Suspects(Timings, Timings.DownAfter));
    }

    [Fact]
    public void What_is_answered_to_an_earlier_question_changes_nothing_and_the_number_goes_on()
    {
        var second = CrashInquiry.None.Ask([A], Self, [], [B], TimeSpan.Zero).Close().Ask([A], Self, [], [B], Timings.VoteEvery);

        Assert.Equal(2, second.Doubt.Round);
        Assert.Equal(1, second.Answer(1, B, []).Round.Answers);
        Assert.Equal(2, second.Answer(2, B, []).Round.Answers);
    }

    private static Address At(int number) =>
        Address.Parse(string.Create(CultureInfo.InvariantCulture, $"akka.tcp://actors@10.0.0.{number}:4053"));

    private static UniqueAddress Member(Address address) => new(address, 1);
}
