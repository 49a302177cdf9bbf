using Actors.Bench.Load;
using Actors.Bench.Systems;

namespace Actors.Bench.Scenarios;

/// <summary>What the users saw of a change.</summary>
/// <param name="Sent">Requests sent.</param>
/// <param name="LostGet">GETs not answered with 200.</param>
/// <param name="LostPost">POSTs not answered with 200.</param>
/// <param name="LostInFlight">Those of the lost POSTs that a node had begun to handle, or that were sent before the port of one that died
/// was closed: no proxy can save them.</param>
/// <param name="Twice">POSTs that were handled more than once.</param>
/// <param name="FailingSeconds">From the event, or the first lost request if that was sent later, to the last failure.</param>
/// <param name="Slow">Quick ones that were answered, from the event on, after more than a second.</param>
/// <param name="P99Milliseconds">The latency of the quick ones that were answered, 99th percentile, from the event on.</param>
/// <param name="Reloads">How often HAProxy was reloaded or started again meanwhile.</param>
/// <param name="Lost">Each request that was lost.</param>
internal sealed record Traffic(
    int Sent, int LostGet, int LostPost, int LostInFlight, int Twice, double FailingSeconds, int Slow, double P99Milliseconds,
    int Reloads, IReadOnlyList<LostRequest> Lost)
{
    /// <param name="records">Every request.</param>
    /// <param name="journal">What the nodes have noted.</param>
    /// <param name="at">The moment of the event.</param>
    /// <param name="reloads">How often HAProxy was reloaded.</param>
    /// <param name="closedAt">When the port of a node that died was closed; null where none did.</param>
    public static Traffic Of(
        IReadOnlyList<RequestRecord> records, IReadOnlyCollection<JournalLine> journal, long at, int reloads, long? closedAt = null)
    {
        var lost = records.Where(record => record.IsLost).ToList();
        var lostPosts = lost.Where(record => record.IsPost).ToDictionary(record => record.Id, record => record.SentAt);
        var posts = records.Where(record => record.IsPost).Select(record => record.Id).ToHashSet();
        var handled = journal.Where(line => line.Method == RequestRecord.Post && posts.Contains(line.Id))
            .GroupBy(line => line.Id, line => line.Host).ToList();
        var latencies = records.Where(record => record is { IsLost: false, WasSlow: false } && record.SentAt >= at)
            .Select(record => TimeProvider.System.GetElapsedTime(record.SentAt, record.AnsweredAt).TotalMilliseconds).Order().ToList();
        return new Traffic(
            records.Count,
            lost.Count - lostPosts.Count,
            lostPosts.Count,
            lostPosts.Count(post => post.Value < closedAt || handled.Any(line => line.Key == post.Key)),
            handled.Count(post => post.Count() > 1),
            Failing(lost, at),
            latencies.Count(latency => latency > SlowMilliseconds),
            Percentile99(latencies),
            reloads,
            [.. lost.Select(record => LostRequest.Of(record, at, journal))]);
    }

    private const double SlowMilliseconds = 1000;

    private static double Failing(List<RequestRecord> lost, long at) => lost.Count == 0
        ? 0
        : Math.Max(
            0,
            TimeProvider.System.GetElapsedTime(
                Math.Max(at, lost.Min(record => record.SentAt)), lost.Max(record => record.AnsweredAt)).TotalSeconds);

    private static double Percentile99(List<double> sorted) => sorted.Count == 0 ? 0 : sorted[(int)(sorted.Count * 0.99)];
}

/// <summary>A request that was lost, for whoever asks why.</summary>
/// <param name="Id">Its name in the journals.</param>
/// <param name="Method">GET or POST.</param>
/// <param name="SentSeconds">When it was sent, from the event on.</param>
/// <param name="LostSeconds">When it was lost, from the event on.</param>
/// <param name="Status">The status that it got; 0 for none.</param>
/// <param name="WasSlow">Whether it asked to be answered late.</param>
/// <param name="KeepAlive">Whether it came on a connection that stays open.</param>
/// <param name="Nodes">The nodes that began to handle it.</param>
internal sealed record LostRequest(
    string Id, string Method, double SentSeconds, double LostSeconds, int Status, bool WasSlow, bool KeepAlive, string Nodes)
{
    public static LostRequest Of(RequestRecord record, long at, IEnumerable<JournalLine> journal) => new(
        record.Id,
        record.Method,
        TimeProvider.System.GetElapsedTime(at, record.SentAt).TotalSeconds,
        TimeProvider.System.GetElapsedTime(at, record.AnsweredAt).TotalSeconds,
        record.Status,
        record.WasSlow,
        record.KeepAlive,
        string.Join(' ', journal.Where(line => line.Id == record.Id).Select(line => line.Host)));
}
