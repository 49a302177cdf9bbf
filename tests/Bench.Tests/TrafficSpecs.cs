using Actors.Bench.Load;
using Actors.Bench.Scenarios;

namespace Actors.Bench.Tests;

public class TrafficSpecs
{
    private static readonly long Event = Seconds(10);

    [Fact]
    public void Lost_requests_are_counted_by_what_could_have_been_saved()
    {
        RequestRecord[] records = [
            Answered("get"), Lost("get-lost"), Lost("post-unseen", "POST"), Lost("post-begun", "POST"), Answered("post", "POST")];

        var traffic = Traffic.Of(
            records, [new("POST", "post-begun", "web-1"), new("POST", "post", "web-2"), new("GET", "get-lost", "web-1")], Event,
            reloads: 3);

        Assert.Equal(
            (5, 1, 2, 1, 0, 3), (traffic.Sent, traffic.LostGet, traffic.LostPost, traffic.LostInFlight, traffic.Twice, traffic.Reloads));
        Assert.Equal(["get-lost web-1", "post-unseen ", "post-begun web-1"], traffic.Lost.Select(lost => $"{lost.Id} {lost.Nodes}"));
    }

    [Fact]
    public void What_was_sent_before_the_port_of_a_dead_node_was_closed_could_not_be_saved()
    {
        RequestRecord[] records = [
            Lost("post-on-its-way", "POST") with { SentAt = Seconds(11) }, Lost("post-afterwards", "POST") with { SentAt = Seconds(13) }];

        Assert.Equal(1, Traffic.Of(records, [], Event, reloads: 0, closedAt: Seconds(12)).LostInFlight);
    }

    [Fact]
    public void A_POST_that_two_nodes_began_was_handled_twice_and_a_GET_may_be()
    {
        RequestRecord[] records = [Answered("post", "POST"), Answered("get")];

        var traffic = Traffic.Of(
            records,
            [new("POST", "post", "web-1"), new("POST", "post", "web-2"), new("GET", "get", "web-1"), new("GET", "get", "web-2"), new(
                "POST", "of another round", "web-1")],
            Event, 0);

        Assert.Equal(1, traffic.Twice);
    }

    [Theory]
    [InlineData(8, 12, 2)]
    [InlineData(11, 14, 3)]
    [InlineData(8, 9, 0)]
    public void Failing_is_from_the_event_or_the_first_loss_after_it_to_the_last(int sent, int lost, double failing) =>
        Assert.Equal(
            failing, Traffic.Of([Lost("a") with { SentAt = Seconds(sent), AnsweredAt = Seconds(lost) }], [], Event, 0).FailingSeconds, 3);

    [Fact]
    public void The_latency_is_that_of_quick_answers_after_the_event()
    {
        RequestRecord[] records =
        [
            Answered("before") with { SentAt = Seconds(1), AnsweredAt = Seconds(5) },
            Answered("slow by wish") with { AnsweredAt = Seconds(13), WasSlow = true },
            Answered("quick") with { SentAt = Seconds(11), AnsweredAt = Seconds(12) },
        ];

        Assert.Equal(1000, Traffic.Of(records, [], Event, 0).P99Milliseconds, 3);
    }

    private static RequestRecord Answered(string id, string method = "GET") =>
        new(Seconds(10), Seconds(11), method, id, 200, "web-1", WasSlow: false, KeepAlive: false);

    private static RequestRecord Lost(string id, string method = "GET") => Answered(id, method) with { Status = 0, Host = "" };

    private static long Seconds(int seconds) => seconds * TimeProvider.System.TimestampFrequency;
}
