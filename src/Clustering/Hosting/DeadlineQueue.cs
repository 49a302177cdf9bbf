using Akka.Actor;

namespace Actors.Clustering.Hosting;

/// <summary>
/// What is to run at which time, the earliest first; of equal ones the one that was added first. What is repeated meets: once a second
/// falls on full seconds, twice a second on half ones, so that one wake-up serves all. Times are milliseconds.
/// </summary>
/// <param name="tick">
/// What is repeated is first due at a multiple of this; later too, where its interval has no longer measure in common with a second.
/// </param>
internal sealed class DeadlineQueue(long tick)
{
    private const long Second = 1000;
    private const int LeastToSweep = 128;
    private readonly PriorityQueue<Deadline, (long At, long Number)> _waiting = new();
    private long _added;
    private int _sweepAt = LeastToSweep;

    /// <summary>How many wait, those that are called off and not swept out yet included: about as many as the others at most.</summary>
    public int Count => _waiting.Count;

    /// <summary>When the next one is due; null where none waits.</summary>
    public long? NextAt => _waiting.TryPeek(out _, out var due) ? due.At : null;

    /// <summary>Has <paramref name="deadline"/> be due <paramref name="delay"/> after <paramref name="now"/>.</summary>
    public void Add(Deadline deadline, long now, long delay) =>
        Enqueue(deadline, deadline.IsRepeated ? Next(now + delay, tick) : now + delay);

    /// <summary>
    /// The next that is due, null where none is. What is repeated waits again; where times have been missed, as by a process that stood
    /// still, it is due once and not once for each of them.
    /// </summary>
    public Deadline? Take(long now)
    {
        while (_waiting.TryPeek(out var first, out var due) && due.At <= now)
        {
            _waiting.Dequeue();
            if (first.IsCancelled)
            {
                continue;
            }

            if (first.IsRepeated)
            {
                Enqueue(first, After(due.At, first.Interval, now));
            }

            return first;
        }

        return null;
    }

    /// <summary>All that still wait, whenever they are due.</summary>
    public IReadOnlyList<Deadline> TakeAll()
    {
        Deadline[] all = [.. _waiting.UnorderedItems.OrderBy(item => item.Priority).Select(item => item.Element)];
        _waiting.Clear();
        return [.. all.Where(deadline => !deadline.IsCancelled)];
    }

    private void Enqueue(Deadline deadline, long at)
    {
        if (_waiting.Count >= _sweepAt)
        {
            Sweep();
        }

        _waiting.Enqueue(deadline, (at, _added++));
    }

    // What has been called off would else stay until it is due: a time limit of an hour for each request, say.
    private void Sweep()
    {
        (Deadline, (long, long))[] kept = [.. _waiting.UnorderedItems.Where(item => !item.Element.IsCancelled)];
        _waiting.Clear();
        _waiting.EnqueueRange(kept);
        _sweepAt = Math.Max(LeastToSweep, 2 * kept.Length);
    }

    // The first time it is half a grid early or late, then it is in step.
    private long After(long at, long interval, long now)
    {
        var grid = Math.Max(tick, Shared(interval, Second));
        var next = (at + interval + (grid / 2)) / grid * grid;
        return next > now ? next : Next(now + 1, grid);
    }

    private static long Next(long at, long grid) => (at + grid - 1) / grid * grid;

    // Euclid's.
    private static long Shared(long one, long other) => other == 0 ? one : Shared(other, one % other);
}

/// <summary>What is to run, once or again and again.</summary>
/// <param name="Action">What is run.</param>
/// <param name="Cancelable">By which it is called off; null where it cannot be.</param>
/// <param name="Interval">How long from one time to the next in milliseconds; 0 where it runs once.</param>
internal sealed record Deadline(Action Action, ICancelable? Cancelable, long Interval)
{
    /// <summary>Whether it runs again and again.</summary>
    public bool IsRepeated => Interval > 0;

    /// <summary>Whether it has been called off.</summary>
    public bool IsCancelled => Cancelable is { IsCancellationRequested: true };

    /// <summary>Runs it, unless it has been called off since it was taken.</summary>
    public void Run()
    {
        if (!IsCancelled)
        {
            Action();
        }
    }
}
