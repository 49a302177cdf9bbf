using System.Diagnostics;

namespace Actors.Protocols.Harness;

/// <summary>Counts what runs, so that time moves only when all that was due has been done, however busy the machine is.</summary>
internal sealed class Work
{
    /// <summary>What takes longer than this will not end: real time.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>How often in a row nothing may be found to run: a task that goes on is on no list for a moment.</summary>
    private const int Looks = 3;

    private int _running;

    public void Begin() => Interlocked.Increment(ref _running);

    public void End() => Interlocked.Decrement(ref _running);

    /// <summary>Waits until neither an actor nor the thread pool has anything to do.</summary>
    public void WaitUntilDone()
    {
        var started = Stopwatch.GetTimestamp();
        var completed = -1L;
        for (var calm = 0; calm < Looks;)
        {
            Thread.Yield();
            if (Volatile.Read(ref _running) > 0 || ThreadPool.PendingWorkItemCount > 0)
            {
                calm = 0;
            }
            else if (ThreadPool.CompletedWorkItemCount is var now && now != completed)
            {
                (completed, calm) = (now, 0);
            }
            else
            {
                calm++;
            }

            if (Stopwatch.GetElapsedTime(started) > Longest)
            {
                throw new InvalidOperationException($"{_running} actor(s) and {ThreadPool.PendingWorkItemCount} task(s) run on and on: time cannot move.");
            }
        }
    }
}
