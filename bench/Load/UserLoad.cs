namespace Actors.Bench.Load;

/// <summary>Several kinds of users at once.</summary>
internal sealed class UserLoad(int port, IReadOnlyList<LoadShape> shapes)
{
    private readonly List<OpenLoopLoad> _loads = [.. shapes.Select(shape => new OpenLoopLoad(port, shape))];

    public static UserLoad Usual(int port) => new(port, LoadShape.Usual);

    public bool HasServed(string host, long since) => _loads.Any(load => load.HasServed(host, since));

    /// <summary>Sends nothing more, waits for what is in flight; every record, in order of sending.</summary>
    public async Task<IReadOnlyList<RequestRecord>> EndAsync()
    {
        var ended = await Task.WhenAll(_loads.Select(load => load.EndAsync()));
        return [.. ended.SelectMany(records => records).OrderBy(record => record.SentAt)];
    }
}
