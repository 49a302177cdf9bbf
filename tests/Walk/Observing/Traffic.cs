namespace Actors.Walk.Observing;

/// <summary>What steady traffic came to.</summary>
/// <param name="Sent">How many requests.</param>
/// <param name="Lost">How many were not answered with 200.</param>
/// <param name="First">What the first of those came to.</param>
internal sealed record TrafficReport(int Sent, int Lost, string? First)
{
    public override string ToString() => $"{Lost} of {Sent} lost{(First is null ? "" : $"; the first: {First}")}";
}

/// <summary>Users who go on asking while something happens.</summary>
internal sealed class Traffic : IAsyncDisposable
{
    private const int Users = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);

    private readonly CancellationTokenSource _end = new();
    private readonly Task _users;
    private int _sent;
    private int _lost;
    private string? _first;

    private Traffic(Visitor visitor, Uri service, TimeProvider time) =>
        _users = Task.WhenAll(Enumerable.Range(0, Users).Select(_ => AskAsync(visitor, service, time)));

    public static Traffic To(Uri service, Visitor visitor, TimeProvider time) => new(visitor, service, time);

    /// <summary>Lets the requests under way end.</summary>
    public async Task<TrafficReport> FinishAsync()
    {
        await _end.CancelAsync();
        await _users;
        return new TrafficReport(_sent, _lost, _first);
    }

    public async ValueTask DisposeAsync()
    {
        await FinishAsync();
        _end.Dispose();
    }

    private async Task AskAsync(Visitor visitor, Uri service, TimeProvider time)
    {
        while (!_end.IsCancellationRequested)
        {
            var visit = await visitor.GetAsync(service, CancellationToken.None);
            Interlocked.Increment(ref _sent);
            if (!visit.IsAnswered)
            {
                Interlocked.Increment(ref _lost);
                Interlocked.CompareExchange(ref _first, visit.Text.Split('\n')[0], null);
            }

            await Task.Delay(Pause, time, CancellationToken.None);
        }
    }
}
