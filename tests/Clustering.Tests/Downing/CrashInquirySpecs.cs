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

    private static Address At(int number) =>
        Address.Parse(string.Create(CultureInfo.InvariantCulture, $"akka.tcp://actors@10.0.0.{number}:4053"));

    private static UniqueAddress Member(Address address) => new(address, 1);
}
