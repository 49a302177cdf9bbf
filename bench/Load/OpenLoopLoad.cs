using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Actors.Bench.Load;

/// <summary>
/// Requests at a fixed rate, each sent when its time has come whether or not earlier ones have been answered, with a record of
/// each. To loopback only, bounded in time.
/// </summary>
internal sealed class OpenLoopLoad
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private static int _loads;

    private readonly ConcurrentBag<RequestRecord> _records = [];
    private readonly ConcurrentDictionary<string, long> _lastServed = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _end = new(Longest);
    private readonly IPEndPoint _target;
    private readonly LoadShape _shape;
    private readonly int _number = Interlocked.Increment(ref _loads);
    private readonly ConnectionPool _pool;
    private readonly Task _running;

    public OpenLoopLoad(int port, LoadShape shape)
    {
        _target = new IPEndPoint(IPAddress.Loopback, port);
        _shape = shape;
        _pool = new ConnectionPool(_target);
        _running = Task.Factory.StartNew(RunAsync, TaskCreationOptions.LongRunning).Unwrap();
    }

    /// <summary>Whether the node has answered a request that was sent after a moment.</summary>
    public bool HasServed(string host, long since) => _lastServed.TryGetValue(host, out var last) && last >= since;

    public async Task<IReadOnlyCollection<RequestRecord>> EndAsync()
    {
        await _end.CancelAsync();
        await _running;
        _end.Dispose();
        _pool.Dispose();
        return _records;
    }

    private async Task RunAsync()
    {
        var inFlight = new List<Task>();
        // The same in each run, another one in each round, and in no step with the balancer's turns.
        var dice = new Random(_number);
        var began = TimeProvider.System.GetTimestamp();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        var sent = 0;
        while (!_end.IsCancellationRequested)
        {
            var due = (int)(TimeProvider.System.GetElapsedTime(began).TotalSeconds * _shape.PerSecond);
            for (; sent < due; sent++)
            {
                var method = dice.NextDouble() < _shape.PostShare ? RequestRecord.Post : RequestRecord.Get;
                var delay = dice.NextDouble() < _shape.SlowShare ? dice.Next(1, _shape.LongestDelay + 1) : 0;
                inFlight.Add(OneAsync(method, $"r{_number}-{sent}", delay));
            }

            await tick.WaitForNextTickAsync(CancellationToken.None);
        }

        await Task.WhenAll(inFlight);
    }

    private async Task OneAsync(string method, string id, int delay)
    {
        var sentAt = TimeProvider.System.GetTimestamp();
        var answer = Answer.None;
        using var limit = new CancellationTokenSource(RequestTimeout);
        try
        {
            var request = Encoding.ASCII.GetBytes(
                $"{method} /{(delay > 0 ? $"?delay={delay}" : "")} HTTP/1.1\r\nHost: bench\r\nX-Request-Id: {id}\r\n"
                + $"{(method == RequestRecord.Post ? "Content-Length: 0\r\n" : "")}"
                + $"{(_shape.KeepAlive ? "" : "Connection: close\r\n")}\r\n");
            answer = await (_shape.KeepAlive ? OnKeptAsync(request, limit.Token) : OnNewAsync(request, limit.Token));
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            // lost: status 0
        }

        if (answer.Status == 200)
        {
            _lastServed.AddOrUpdate(answer.Host, sentAt, (_, last) => Math.Max(last, sentAt));
        }

        _records.Add(
            new RequestRecord(
                sentAt, TimeProvider.System.GetTimestamp(), method, id, answer.Status, answer.Host, delay > 0, _shape.KeepAlive));
    }

    private async Task<Answer> OnNewAsync(byte[] request, CancellationToken cancellationToken)
    {
        using var connection = await ClientConnection.OpenAsync(_target, cancellationToken);
        return await connection.ExchangeAsync(request, cancellationToken);
    }

    private async Task<Answer> OnKeptAsync(byte[] request, CancellationToken cancellationToken)
    {
        var connection = await _pool.TakeAsync(cancellationToken);
        var answer = Answer.None;
        try
        {
            return answer = await connection.ExchangeAsync(request, cancellationToken);
        }
        finally
        {
            if (answer.KeepsAlive)
            {
                _pool.GiveBack(connection);
            }
            else
            {
                _pool.Drop(connection);
            }
        }
    }
}
