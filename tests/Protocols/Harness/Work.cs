using System.Collections.Concurrent;
using System.Diagnostics;
using Akka.Dispatch;

namespace Actors.Protocols.Harness;

/// <summary>
/// What the actors have to do. While time passes they run one after the other on the thread that moves it, else on the thread pool; time moves
/// only when all that was due has been done, however busy the machine is.
/// </summary>
internal sealed class Work
{
    /// <summary>What takes longer than this will not end: the machine's time.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>How often in a row nothing may be found to run: a task that goes on is on no list for a moment.</summary>
    private const int Looks = 3;

    private readonly ConcurrentQueue<IRunnable> _queue = new();
    private int _running;
    private int _pumps;

    /// <summary>Something runs that is no actor's turn, such as the start of an actor system.</summary>
    public void Begin() => Interlocked.Increment(ref _running);

    /// <summary>It is done.</summary>
    public void End() => Interlocked.Decrement(ref _running);

    /// <summary>An actor has something to do.</summary>
    public void Add(IRunnable run)
    {
        _queue.Enqueue(run);
        if (Interlocked.CompareExchange(ref _pumps, 0, 0) == 0)
        {
            RunOneOnPool();
        }
    }

    /// <summary>From now on the caller does the work, in <see cref="Finish"/>.</summary>
    public void Take() => Interlocked.Increment(ref _pumps);

    /// <summary>The thread pool does the work again.</summary>
    public void Leave()
    {
        Interlocked.Decrement(ref _pumps);
        for (var left = _queue.Count; left > 0; left--)
        {
            RunOneOnPool();
        }
    }

    /// <summary>Does what there is to do, until neither an actor nor the thread pool has anything more.</summary>
    public void Finish()
    {
        var started = Stopwatch.GetTimestamp();
        var completed = -1L;
        for (var calm = 0; calm < Looks;)
        {
            if (_queue.TryDequeue(out var run))
            {
                run.Run();
                calm = 0;
            }
            else if (Volatile.Read(ref _running) > 0 || ThreadPool.PendingWorkItemCount > 0)
            {
                calm = 0;
                Thread.Yield();
            }
            else if (ThreadPool.CompletedWorkItemCount is var now && now != completed)
            {
                (completed, calm) = (now, 0);
            }
            else
            {
                calm++;
                Thread.Yield();
            }

            if (Stopwatch.GetElapsedTime(started) > Longest)
            {
                throw new InvalidOperationException($"{_queue.Count} actor(s), {_running} start(s) and {ThreadPool.PendingWorkItemCount} task(s) run on and on: time cannot move.");
            }
        }
    }

    private void RunOneOnPool()
    {
        Begin();
        ThreadPool.UnsafeQueueUserWorkItem(
            work =>
            {
                try
                {
                    if (work._queue.TryDequeue(out var run))
                    {
                        run.Run();
                    }
                }
                finally
                {
                    work.End();
                }
            },
            this,
            preferLocal: false);
    }
}
