using System.Collections.Immutable;
using Actors.HaAgent.HaProxy;

namespace Actors.HaAgent.Reporting;

/// <summary>
/// The traffic of the last hour (docs/adr/0057), made of HAProxy's counters as they were read one after another. Bounded: the oldest
/// point goes when one more comes. A counter that is less than before began anew, with a reload or with its server, and counts from
/// there; a server that is gone takes nothing back. So no rate is negative, and none is a peak that was not there. Pure.
/// </summary>
public sealed record TrafficHistory
{
    /// <summary>From one point to the next.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    /// <summary>An hour of them.</summary>
    public const int MostPoints = 360;

    /// <summary>Services that a point has at most, the first by name; the whole has all of them.</summary>
    public const int MostServices = 200;

    /// <summary>A rate over more says nothing of any moment within it.</summary>
    public static readonly TimeSpan LongestStep = 3 * Every;

    /// <summary>Of an agent that has just started.</summary>
    public static readonly TrafficHistory Empty = new();

    private TrafficReading? _last;

    private TrafficHistory()
    {
    }

    /// <summary>The oldest first.</summary>
    public ImmutableList<TrafficPoint> Points { get; private init; } = [];

    /// <summary>With one more point.</summary>
    /// <param name="reading">What HAProxy has counted by now.</param>
    /// <param name="services">The services: other backends, such as those of a template's own, are not counted.</param>
    public TrafficHistory With(TrafficReading reading, IReadOnlySet<string> services)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(services);
        // What is in the future is of a clock that was set back since.
        var kept = Points.RemoveAll(point => point.At >= reading.At);
        return new TrafficHistory
        {
            Points = kept.RemoveRange(0, Math.Max(0, kept.Count + 1 - MostPoints)).Add(PointOf(reading, services)),
            _last = reading.Servers is null ? _last : reading,
        };
    }

    /// <summary>What is shown of it.</summary>
    /// <param name="at">The moment.</param>
    /// <param name="since">Only later points.</param>
    public TrafficView View(DateTimeOffset at, DateTimeOffset since)
    {
        var shown = Points.RemoveAll(point => point.At <= since);
        var services = shown.SelectMany(point => point.Services.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return new TrafficView(
            at, (int)Every.TotalSeconds, [.. shown.Select(point => point.At)], SeriesOf(shown.Select(point => point.Whole)),
            services.ToDictionary(
                name => name, name => SeriesOf(shown.Select(point => point.Services.GetValueOrDefault(name))), StringComparer.Ordinal));
    }

    private TrafficPoint PointOf(TrafficReading reading, IReadOnlySet<string> services)
    {
        var elapsed = reading.Clock - (_last?.Clock ?? reading.Clock);
        if (reading.Servers is not { } servers || elapsed <= TimeSpan.Zero || elapsed > LongestStep)
        {
            return new TrafficPoint(reading.At, default, ImmutableDictionary<string, Traffic>.Empty);
        }

        var before = _last!.Servers!.Value.ToDictionary(server => server.Id, StringComparer.Ordinal);
        var byService = servers.Where(server => services.Contains(server.Backend))
            .Select(server => Step.Of(before.GetValueOrDefault(server.Id), server))
            .GroupBy(step => step.Service, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        return new TrafficPoint(
            reading.At,
            Step.Sum([.. byService.Values.SelectMany(steps => steps)], elapsed),
            byService.Take(MostServices).ToImmutableDictionary(
                service => service.Key, service => Step.Sum(service.Value, elapsed), StringComparer.Ordinal));
    }

    private static TrafficSeries SeriesOf(IEnumerable<Traffic> values)
    {
        List<Traffic> all = [.. values];
        return new TrafficSeries(
            [.. all.Select(value => value.Requests)], [.. all.Select(value => value.Errors)],
            [.. all.Select(value => value.AverageResponse)]);
    }

    /// <summary>What one server has counted since the reading before.</summary>
    private readonly record struct Step(string Service, long Requests, long Errors, int? AverageResponse)
    {
        public static Step Of(ServerStatistics? before, ServerStatistics now) => new(
            now.Backend, Since(before?.Requests ?? 0, now.Requests), Since(before?.Errors ?? 0, now.Errors), now.AverageResponse);

        public static Traffic Sum(IReadOnlyCollection<Step> steps, TimeSpan elapsed)
        {
            List<Step> timed = [.. steps.Where(step => step is { Requests: > 0, AverageResponse: not null })];
            var responses = timed.Sum(step => (double)step.Requests * step.AverageResponse!.Value);
            return new Traffic(
                PerSecond(steps.Sum(step => step.Requests), elapsed), PerSecond(steps.Sum(step => step.Errors), elapsed),
                timed.Count == 0 ? null : Math.Round(responses / timed.Sum(step => step.Requests), 1));
        }

        private static long Since(long before, long now) => now >= before ? now - before : now;

        private static double PerSecond(long count, TimeSpan elapsed) => Math.Round(count / elapsed.TotalSeconds, 2);
    }
}

/// <summary>What HAProxy had counted at a moment.</summary>
/// <param name="At">When it was asked.</param>
/// <param name="Clock">When, by a clock that nobody sets.</param>
/// <param name="Servers">Each server; null where HAProxy did not answer.</param>
public sealed record TrafficReading(DateTimeOffset At, TimeSpan Clock, ImmutableArray<ServerStatistics>? Servers);

/// <summary>The traffic between two readings.</summary>
/// <param name="At">When the second was.</param>
/// <param name="Whole">All services together.</param>
/// <param name="Services">Each service that has servers, by name.</param>
public sealed record TrafficPoint(DateTimeOffset At, Traffic Whole, ImmutableDictionary<string, Traffic> Services);

/// <summary>The traffic of a service between two readings; null is what is not known.</summary>
/// <param name="Requests">Responses a second.</param>
/// <param name="Errors">Errors a second.</param>
/// <param name="AverageResponse">Average response time in milliseconds, see <see cref="TrafficSeries"/>.</param>
public readonly record struct Traffic(double? Requests, double? Errors, double? AverageResponse);
