using System.Diagnostics;

namespace Actors.Protocols.Harness;

/// <summary>
/// Knows what runs, so that time moves only when all that was due has been done, however busy the machine is. It looks at the thread pool
/// of the whole process: one cluster at a time.
/// </summary>
internal sealed class Work
{
    /// <summary>What takes longer than this will not end: real time.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Threads of the pool that are busy for so long while no actor runs are not ours: the runner of the tests blocks some. As long as a
    /// busy machine may let one of ours wait for a processor.
    /// </summary>
    private static readonly TimeSpan Blocked = TimeSpan.FromSeconds(3);

    /// <summary>How often in a row nothing may be found to run.</summary>
    private const int Looks = 3;

    private int _notOurs;
    private int _running;

    /// <summary>Made by a test before it has done anything: what is busy now, beside the test itself, is the runner's.</summary>
    public Work() => _notOurs = BusyThreads() - (Thread.CurrentThread.IsThreadPoolThread ? 1 : 0);

    public void Begin() => Interlocked.Increment(ref _running);

    public void End() => Interlocked.Decrement(ref _running);

    /// <summary>Waits until neither an actor nor the thread pool has anything to do.</summary>
    public void WaitUntilDone()
    {
        var started = Stopwatch.GetTimestamp();
        var (since, fewest) = (started, int.MaxValue);
        var completed = -1L;
        for (var calm = 0; calm < Looks;)
        {
            Thread.Yield();
            if (Volatile.Read(ref _running) > 0)
            {
                (since, fewest, calm) = (Stopwatch.GetTimestamp(), int.MaxValue, 0);
            }
            else if (ThreadPool.PendingWorkItemCount > 0)
            {
                // Not always ours: the runner of the tests has timers.
                calm = 0;
            }
            else if (BusyThreads() is var busy && busy > _notOurs)
            {
                (fewest, calm) = (Math.Min(fewest, busy), 0);
                if (Stopwatch.GetElapsedTime(since) > Blocked)
                {
                    _notOurs = fewest;
                }
            }
            else if (ThreadPool.CompletedWorkItemCount is var now && now != completed)
            {
                (completed, calm) = (now, 0);
            }
            else
            {
                // Fewer than were taken for the runner's: what is busy next is ours.
                _notOurs = busy;
                calm++;
            }

            if (Stopwatch.GetElapsedTime(started) > Longest)
            {
                throw new InvalidOperationException(
                    $"{_running} actor(s) and {ThreadPool.PendingWorkItemCount} task(s) run on and on: time cannot move.");
            }
        }
    }

    // A thread is busy from before it takes what waits until after it has found that nothing more waits.
    private static int BusyThreads()
    {
        ThreadPool.GetMaxThreads(out var all, out _);
        ThreadPool.GetAvailableThreads(out var free, out _);
        return all - free;
    }
}
