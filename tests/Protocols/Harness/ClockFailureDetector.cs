using Akka.Configuration;
using Akka.Event;
using Akka.Remote;

namespace Actors.Protocols.Harness;

/// <summary>Akka's own failure detector on the clock that a test moves.</summary>
public sealed class ClockFailureDetector(Config config, EventStream events) : PhiAccrualFailureDetector(
    config.GetDouble("threshold"),
    config.GetInt("max-sample-size"),
    config.GetTimeSpan("min-std-deviation"),
    config.GetTimeSpan("acceptable-heartbeat-pause"),
    config.GetTimeSpan("heartbeat-interval"),
    ClockOf(config, events))
{
    private static Clock ClockOf(Config config, EventStream events)
    {
        ArgumentNullException.ThrowIfNull(events);
        var world = World.Named(config.GetString(World.Key));
        return () => (long)world.Elapsed.TotalMilliseconds;
    }
}
