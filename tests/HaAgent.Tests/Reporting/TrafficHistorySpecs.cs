using System.Collections.Immutable;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Reporting;

namespace Actors.HaAgent.Tests.Reporting;

/// <summary>Rates are made of HAProxy's counters, whatever happens to those.</summary>
public sealed class TrafficHistorySpecs
{
    private static readonly DateTimeOffset Start = new(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);
    private static readonly IReadOnlySet<string> Services = new HashSet<string> { "shop", "cart" };

    [Fact]
    public void Counters_become_rates_of_each_service_and_of_all()
    {
        var view = ViewOf(
            (0, [Server("shop", "a", 100, 1), Server("cart", "b", 40, 0)]),
            (10, [Server("shop", "a", 150, 2), Server("cart", "b", 60, 0)]));

        Assert.Equal([null, 7.0], view.Whole.Requests);
        Assert.Equal([null, 0.1], view.Whole.Errors);
        Assert.Equal([null, 5.0], view.Services["shop"].Requests);
        Assert.Equal([null, 2.0], view.Services["cart"].Requests);
        Assert.Equal((10, Start.AddSeconds(10)), (view.EverySeconds, view.Times[1]));
    }

    [Fact]
    public void A_reload_that_begins_counters_anew_is_no_peak_and_no_negative_rate() =>
        Assert.Equal(
            [null, 10.0, 3.0, 10.0],
            ViewOf(
                (0, [Server("shop", "a", 1_000_000)]), (10, [Server("shop", "a", 1_000_100)]), (20, [Server("shop", "a", 30)]),
                (30, [Server("shop", "a", 130)])).Whole.Requests);

    [Fact]
    public void A_node_that_leaves_takes_nothing_back_and_one_that_comes_brings_what_it_has_served_since() =>
        Assert.Equal(
            [null, 20.0, 10.0, 14.0],
            ViewOf(
                (0, [Server("shop", "a", 500), Server("shop", "b", 90_000)]),
                (10, [Server("shop", "a", 600), Server("shop", "b", 90_100)]),
                (20, [Server("shop", "a", 700)]),
                (30, [Server("shop", "a", 800), Server("shop", "c", 40)])).Services["shop"].Requests);

    [Fact]
    public void A_service_that_becomes_known_later_has_no_peak_since_its_counters_were_read_before()
    {
        var history = TrafficHistory.Empty.With(Reading(0, Server("shop", "a", 90_000)), new HashSet<string>());

        Assert.Equal(10.0, history.With(Reading(10, Server("shop", "a", 90_100)), Services).Points[^1].Whole.Requests);
    }

    [Fact]
    public void While_HAProxy_does_not_answer_nothing_is_known_and_the_next_rate_is_over_the_whole_time() =>
        Assert.Equal(
            [null, null, 5.0, null],
            ViewOf(
                (0, [Server("shop", "a", 0)]), (10, null), (20, [Server("shop", "a", 100)]),
                (70, [Server("shop", "a", 100_000)])).Whole.Requests);

    [Fact]
    public void The_average_response_time_is_weighted_by_requests_and_not_known_without_any() =>
        Assert.Equal(
            [null, 25.0, null],
            ViewOf(
                (0, [Server("shop", "a", 0, response: 900), Server("shop", "b", 0, response: 10)]),
                (10, [Server("shop", "a", 30, response: 30), Server("shop", "b", 10, response: 10)]),
                (20, [Server("shop", "a", 30, response: 30), Server("shop", "b", 10, response: 10)]))
                .Services["shop"].AverageResponseMilliseconds);

    [Fact]
    public void It_has_an_hour_and_no_more()
    {
        var history = Enumerable.Range(0, 500).Aggregate(
            TrafficHistory.Empty, (before, step) => before.With(Reading(10 * step, Server("shop", "a", 20 * step)), Services));

        Assert.Equal(TrafficHistory.MostPoints, history.Points.Count);
        Assert.Equal(Start.AddSeconds(10 * (500 - TrafficHistory.MostPoints)), history.Points[0].At);
        Assert.All(history.Points, point => Assert.Equal(2.0, point.Whole.Requests));
        Assert.Equal(Start.AddSeconds(4990), Assert.Single(history.View(Start, since: Start.AddSeconds(4980)).Times));
    }

    [Fact]
    public void Of_very_many_services_only_some_have_a_series_of_their_own_and_the_whole_has_all()
    {
        var names = Enumerable.Range(1000, 250).Select(number => $"s{number}").ToHashSet();
        ServerStatistics[] Counted(long requests) => [.. names.Select(name => Server(name, "a", requests))];

        var point = TrafficHistory.Empty.With(Reading(0, Counted(0)), names).With(Reading(10, Counted(10)), names).Points[^1];

        Assert.Equal((TrafficHistory.MostServices, 250.0), (point.Services.Count, point.Whole.Requests));
    }

    [Fact]
    public void A_clock_that_is_set_back_changes_no_rate_and_leaves_no_point_in_the_future()
    {
        var history = TrafficHistory.Empty.With(Reading(3600, Server("shop", "a", 0)), Services)
            .With(Reading(3610, Server("shop", "a", 10)) with { At = Start }, Services);

        Assert.Equal((Start, 1.0), (Assert.Single(history.Points).At, history.Points[0].Whole.Requests));
    }

    private static TrafficView ViewOf(params (int Seconds, ServerStatistics[]? Servers)[] readings) => readings.Aggregate(
        TrafficHistory.Empty,
        (history, one) => history.With(
            new TrafficReading(
                Start.AddSeconds(one.Seconds), TimeSpan.FromSeconds(one.Seconds), one.Servers?.ToImmutableArray()), Services))
        .View(Start, DateTimeOffset.MinValue);

    private static TrafficReading Reading(int seconds, params ServerStatistics[] servers) =>
        new(Start.AddSeconds(seconds), TimeSpan.FromSeconds(seconds), [.. servers]);

    private static ServerStatistics Server(string service, string name, long requests, long errors = 0, int? response = null) =>
        new(service, name, "UP", 0, requests, 0, requests, errors, 0, "L7OK", 60, 0) { AverageResponse = response };
}
