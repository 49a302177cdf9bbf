using System.Collections.Immutable;
using System.Threading.Channels;

namespace Actors.HaAgent.Reconciling;

/// <summary>
/// Brings the rows to the disk beside everything else, in their order, and has each shown once it is there. A disk that is late or takes
/// nothing has them shown all the same; they are written once it does.
/// </summary>
internal sealed class HistoryWriter : IDisposable
{
    /// <summary>After so many rows what is forgotten is deleted on the disk.</summary>
    internal const int RowsBetweenSweeps = 64;

    internal static readonly TimeSpan LateAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan EndAfter = TimeSpan.FromSeconds(2);
    private readonly Channel<Change> _rows = Channel.CreateUnbounded<Change>(new UnboundedChannelOptions { SingleReader = true });
    private readonly HistoryFile _file;
    private readonly Action<long> _show;
    private readonly Func<ImmutableList<Change>> _kept;
    private readonly Action<string?> _report;
    private readonly TimeProvider _time;
    private readonly ITimer _late;
    private readonly Task _running;
    private ImmutableList<Change> _unwritten = [];
    private int _waiting;
    private long _taken;
    private long _since;
    // The first row of each life sweeps: many a life has few.
    private int _sinceSweep = RowsBetweenSweeps;

    /// <param name="file">The disk.</param>
    /// <param name="show">Shows the rows up to a number.</param>
    /// <param name="kept">Every row that is kept.</param>
    /// <param name="report">Hears why the disk takes nothing; null where it does.</param>
    /// <param name="time">The clock.</param>
    public HistoryWriter(
        HistoryFile file, Action<long> show, Func<ImmutableList<Change>> kept, Action<string?> report, TimeProvider time)
    {
        (_file, _show, _kept, _report, _time) = (file, show, kept, report, time);
        _late = time.CreateTimer(_ => OnLate(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Takes a row, and returns at once.</summary>
    public void Take(Change row)
    {
        if (Interlocked.Increment(ref _waiting) == 1)
        {
            Volatile.Write(ref _since, _time.GetTimestamp());
            _late.Change(LateAfter, Timeout.InfiniteTimeSpan);
        }

        Volatile.Write(ref _taken, row.Revision);
        _rows.Writer.TryWrite(row);
    }

    /// <summary>Waits a moment for what is left.</summary>
    public void Dispose()
    {
        _rows.Writer.TryComplete();
        Task.WaitAny([_running], EndAfter);
        _late.Dispose();
    }

    private async Task RunAsync()
    {
        var (isOver, more) = (false, (Task<bool>?)null);
        while (!isOver)
        {
            more ??= _rows.Reader.WaitToReadAsync().AsTask();
            await (_unwritten.IsEmpty ? (Task)more : Task.WhenAny(more, Task.Delay(RetryAfter, _time)));
            isOver = more.IsCompleted && !await more;
            var taken = 0;
            while (_rows.Reader.TryRead(out var row))
            {
                _unwritten = _unwritten.Add(row);
                taken++;
            }

            Store(taken);
            more = more.IsCompleted ? null : more;
        }
    }

    private void Store(int taken)
    {
        if (_unwritten.IsEmpty)
        {
            return;
        }

        var last = _unwritten[^1].Revision;
        var fault = FaultOf(() =>
        {
            _file.Append(_unwritten);
            _sinceSweep += _unwritten.Count;
            _unwritten = [];
        });
        // Before it is shown, so that it is never given again.
        _file.Highest.Write(last);
        Volatile.Write(ref _since, _time.GetTimestamp());
        Interlocked.Add(ref _waiting, -taken);
        _show(last);
        var kept = _kept();
        // No more of them wait for the disk than are kept.
        _unwritten = _unwritten.RemoveAll(row => row.Revision < kept[0].Revision);
        if (_sinceSweep >= RowsBetweenSweeps && _unwritten.IsEmpty)
        {
            fault = FaultOf(() => _file.Rewrite(kept, last));
            _sinceSweep = fault is null ? 0 : _sinceSweep;
        }

        _report(fault);
    }

    private static string? FaultOf(Action write)
    {
        try
        {
            write();
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error.Message;
        }
    }

    private void OnLate()
    {
        if (Volatile.Read(ref _waiting) == 0)
        {
            return;
        }

        if (_time.GetElapsedTime(Volatile.Read(ref _since)) >= LateAfter)
        {
            _report($"the disk has not taken a row within {LateAfter.TotalSeconds:0} s");
            var taken = Volatile.Read(ref _taken);
            _file.Highest.Write(taken, isLate: true);
            _show(taken);
        }

        _late.Change(LateAfter, Timeout.InfiniteTimeSpan);
    }
}
