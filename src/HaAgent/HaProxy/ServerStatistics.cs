using System.Collections.Immutable;
using System.Globalization;

namespace Actors.HaAgent.HaProxy;

/// <summary>What HAProxy counts for one server (management guide, "Statistics and monitoring"). It counts anew after each reload.</summary>
/// <param name="Backend">Its backend.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status">Whether it gets traffic, in HAProxy's words: <c>UP</c>, <c>DOWN</c>, <c>DRAIN</c>, <c>MAINT</c>, <c>no check</c>
/// and others.</param>
/// <param name="Sessions">Sessions on it now.</param>
/// <param name="SessionsTotal">Sessions so far.</param>
/// <param name="Rate">Sessions in the last second.</param>
/// <param name="Requests">Responses so far, of whatever status.</param>
/// <param name="Errors">Connections that failed and responses that were cut, so far.</param>
/// <param name="Retries">Connections that were tried again, so far.</param>
/// <param name="CheckStatus">What the last check came to, such as <c>L7OK</c>; empty for none.</param>
/// <param name="LastChangeSeconds">Seconds since its status changed; null where HAProxy does not say.</param>
/// <param name="Queue">Requests that wait for it now.</param>
public sealed record ServerStatistics(
    string Backend,
    string Name,
    string Status,
    int Sessions,
    long SessionsTotal,
    int Rate,
    long Requests,
    long Errors,
    long Retries,
    string CheckStatus,
    long? LastChangeSeconds,
    int Queue)
{
    /// <summary>
    /// Average response time of its last 1,024 requests in milliseconds (<c>rtime</c>); null where it has had none, and for TCP.
    /// </summary>
    public int? AverageResponse { get; init; }

    /// <summary>Old workers that did not say in time what they still have on it.</summary>
    public int SilentWorkers { get; init; }

    /// <summary>What the runtime API calls it.</summary>
    public string Id => $"{Backend}/{Name}";

    private static readonly string[] Responses = ["hrsp_1xx", "hrsp_2xx", "hrsp_3xx", "hrsp_4xx", "hrsp_5xx", "hrsp_other"];

    /// <summary>What the last check came to: HAProxy puts <c>* </c> before it while the next one runs.</summary>
    /// <param name="checkStatus">A <see cref="CheckStatus"/>.</param>
    public static string LastCheck(string checkStatus) => checkStatus.TrimStart('*', ' ');

    /// <summary>The servers of the worker that serves, with what old workers still have on them.</summary>
    /// <param name="serving">What the worker that serves counts.</param>
    /// <param name="old">What each old worker counts; null for one that did not say it in time.</param>
    public static ImmutableArray<ServerStatistics> Together(
        ImmutableArray<ServerStatistics> serving, IReadOnlyCollection<ImmutableArray<ServerStatistics>?> old)
    {
        if (old.Count == 0)
        {
            return serving;
        }

        var silent = old.Count(one => one is null);
        var byId = old.SelectMany(one => one ?? []).ToLookup(server => server.Id, StringComparer.Ordinal);
        return
        [
            .. serving.Select(server => server with
            {
                Sessions = server.Sessions + byId[server.Id].Sum(other => other.Sessions),
                Queue = server.Queue + byId[server.Id].Sum(other => other.Queue),
                SilentWorkers = silent,
            }),
        ];
    }

    /// <summary>Reads the whole answer; none where it is not one.</summary>
    public static ImmutableArray<ServerStatistics> ParseAll(string answer) => TryParseAll(answer) ?? [];

    /// <summary>
    /// Reads the whole answer, whose first line names the columns; lines that are not servers are passed over. Null where it is not one, as
    /// from a worker that is about to end.
    /// </summary>
    public static ImmutableArray<ServerStatistics>? TryParseAll(string answer)
    {
        var lines = answer.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0 || !lines[0].StartsWith("# ", StringComparison.Ordinal))
        {
            return null;
        }

        var columns = lines[0][2..].Split(',').Index().Where(column => column.Item.Length > 0)
            .ToDictionary(column => column.Item, column => column.Index, StringComparer.Ordinal);
        return [.. lines.Skip(1).Select(line => line.Split(',')).Where(fields => fields.Length > 5).Select(fields => Of(columns, fields))];
    }

    private static ServerStatistics Of(Dictionary<string, int> columns, string[] fields)
    {
        var responses = Responses.Sum(Count);
        return new ServerStatistics(
            Text("pxname"), Text("svname"), Text("status"), (int)Count("scur"), Count("stot"), (int)Count("rate"), responses,
            Count("econ") + Count("eresp"), Count("wretr"), Text("check_status"), Number("lastchg"), (int)Count("qcur"))
        {
            // HAProxy has 0 where there was none.
            AverageResponse = responses > 0 ? (int?)Number("rtime") : null,
        };

        string Text(string column) => columns.TryGetValue(column, out var index) && index < fields.Length ? fields[index] : "";

        long? Number(string column) =>
            long.TryParse(Text(column), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

        long Count(string column) => Number(column) ?? 0;
    }
}
