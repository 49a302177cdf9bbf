using Actors.Clustering.Hosting;
using Akka.Configuration;
using Akka.Event;

namespace Actors.Protocols.Harness;

/// <summary>The product's scheduler on the clock that a test moves.</summary>
public sealed class ClockScheduler : DeadlineScheduler
{
    private readonly Work _work;
    private int _hasStarted;

    public ClockScheduler(Config config, ILoggingAdapter log)
        : this(config, log, World.Named((config ?? throw new ArgumentNullException(nameof(config))).GetString(World.Key)))
    {
    }

    private ClockScheduler(Config config, ILoggingAdapter log, World world)
        : base(config, log, world.Clock)
    {
        _work = world.Work;
        // Until the actor system has started, time must not move.
        _work.Begin();
    }

    /// <summary>The actor system has started, or will not.</summary>
    public void Started()
    {
        if (Interlocked.Exchange(ref _hasStarted, 1) == 0)
        {
            _work.End();
        }
    }

    protected override void Dispose(bool disposing)
    {
        Started();
        base.Dispose(disposing);
    }
}
