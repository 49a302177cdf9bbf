namespace Actors.Contracts.Api;

/// <summary>
/// The traffic of the last hour as the agent has measured it, <c>GET /api/traffic</c>: one point each <paramref name="EverySeconds"/>.
/// All series have as many values as there are times; null where a value is not known, such as before the second measurement.
/// </summary>
/// <param name="At">The agent's time.</param>
/// <param name="EverySeconds">Seconds from one point to the next.</param>
/// <param name="Times">The times of the points, the oldest first.</param>
/// <param name="Whole">All services together.</param>
/// <param name="Services">Each service, by name.</param>
public sealed record TrafficView(
    DateTimeOffset At,
    int EverySeconds,
    IReadOnlyList<DateTimeOffset> Times,
    TrafficSeries Whole,
    IReadOnlyDictionary<string, TrafficSeries> Services);

/// <summary>The values of a service at the times of a <see cref="TrafficView"/>.</summary>
/// <param name="Requests">Responses a second, of whatever status.</param>
/// <param name="Errors">Failed connections and cut responses a second.</param>
/// <param name="AverageResponseMilliseconds">
/// How long servers took to respond: HAProxy's average of the last 1,024 requests of each server (<c>rtime</c>), weighted by their
/// requests since the point before. Null where there were none, and for TCP.
/// </param>
public sealed record TrafficSeries(
    IReadOnlyList<double?> Requests, IReadOnlyList<double?> Errors, IReadOnlyList<double?> AverageResponseMilliseconds);
