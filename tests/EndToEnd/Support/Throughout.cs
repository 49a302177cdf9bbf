using System.Collections.Concurrent;

namespace Actors.EndToEnd.Support;

/// <summary>Looks again and again, beside a test, at something that must hold all the time.</summary>
internal sealed class Throughout : IAsyncDisposable
{
    private const int Fewest = 5;
    private readonly CancellationTokenSource _end = new(TimeSpan.FromMinutes(2));
    private readonly ConcurrentQueue<string> _faults = [];
    private readonly Func<Task<string?>> _look;
    private readonly Task _running;
    private int _looks;

    /// <param name="look">What is wrong; null where nothing is.</param>
    public Throughout(Func<Task<string?>> look)
    {
        _look = look;
        _running = RunAsync();
    }

    /// <summary>Ends looking: it was looked at, and nothing was ever wrong.</summary>
    public async Task AssertHeldAsync()
    {
        await Eventually.BecomesAsync(
            "it has been looked at often enough", () => "", () => Task.FromResult((Volatile.Read(ref _looks) > Fewest, $"{_looks} looks")));
        await EndAsync();
        Assert.True(_faults.IsEmpty, $"{_faults.Count} of {_looks} looks were wrong: {string.Join("; ", _faults.Take(5))}");
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _end.Dispose();
    }

    private async Task EndAsync()
    {
        await _end.CancelAsync();
        await _running;
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!_end.IsCancellationRequested)
        {
            await timer.WaitForNextTickAsync(CancellationToken.None);
            try
            {
                _looks++;
                if (await _look() is { } fault)
                {
                    _faults.Enqueue(fault);
                }
            }
            catch (Exception error) when (error is IOException or HttpRequestException or OperationCanceledException)
            {
                _faults.Enqueue(error.Message);
            }
        }
    }
}
