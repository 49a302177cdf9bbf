using System.Collections.Concurrent;

namespace Actors.HaAgent.Tests.Certificates;

/// <summary>Users who ask all the time: half over one connection that they keep, half over a new one each time.</summary>
internal sealed class Load : IAsyncDisposable
{
    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly Func<HttpClient> _newClient;
    private readonly Uri _page;
    private readonly Task[] _users;
    private int _answers;

    public Load(Func<HttpClient> newClient, Uri page)
    {
        (_newClient, _page) = (newClient, page);
        _users = [Task.Run(() => AskAsync(keeps: true)), Task.Run(() => AskAsync(keeps: false))];
    }

    public int Answers => Volatile.Read(ref _answers);

    public IReadOnlyCollection<string> Failures => _failures;

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await Task.WhenAll(_users);
        _over.Dispose();
    }

    private async Task AskAsync(bool keeps)
    {
        var client = _newClient();
        while (!_over.IsCancellationRequested)
        {
            try
            {
                using var answer = await client.GetAsync(_page);
                answer.EnsureSuccessStatusCode();
                Interlocked.Increment(ref _answers);
            }
            catch (HttpRequestException error)
            {
                _failures.Enqueue(error.ToString());
            }

            if (!keeps)
            {
                client.Dispose();
                client = _newClient();
            }
        }

        client.Dispose();
    }
}
