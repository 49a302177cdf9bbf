namespace Actors.EndToEnd.Support;

/// <summary>Requests that are in flight for some seconds, one of them at a node for certain.</summary>
internal sealed class SlowRequests : IDisposable
{
    private const int Many = 4;
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseCookies = false }) { Timeout = TimeSpan.FromSeconds(60) };
    private readonly Task<HttpResponseMessage[]> _answers;

    private SlowRequests(int port, int milliseconds)
    {
        var url = new Uri($"http://127.0.0.1:{port}/?delay={milliseconds}");
        _answers = Task.WhenAll(Enumerable.Range(0, Many).Select(_ => _client.GetAsync(url)));
    }

    /// <summary>Sends them, and comes back once one is at the node.</summary>
    public static async Task<SlowRequests> StartAsync(LocalSystem system, Balancer balancer, string node, int milliseconds)
    {
        var requests = new SlowRequests(balancer.HttpPort, milliseconds);
        await system.UntilServersAsync(
            balancer, $"a slow request is at {node}", servers => servers.GetValueOrDefault(node) is { Requests: > 0 });
        return requests;
    }

    /// <summary>Whether some have no answer yet.</summary>
    public bool AreInFlight => !_answers.IsCompleted;

    /// <summary>All of them are answered with 200.</summary>
    public async Task AssertAnsweredAsync() => Assert.All(await _answers, answer => Assert.Equal(200, (int)answer.StatusCode));

    public void Dispose() => _client.Dispose();
}
