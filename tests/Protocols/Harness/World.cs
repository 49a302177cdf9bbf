using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Protocols.Harness;

/// <summary>
/// What the actor systems of one test share: a clock, a network, and a count of what runs. Akka finds it by the name that stands in the
/// HOCON.
/// </summary>
internal sealed class World : IDisposable
{
    /// <summary>The HOCON key that names it.</summary>
    public const string Key = "world";

    private static readonly ConcurrentDictionary<string, World> All = new();
    private static int _made;
    private long _elapsed;

    public World(Random random)
    {
        Network = new Network(Clock, random);
        All[Name] = this;
    }

    public string Name { get; } = $"world-{Interlocked.Increment(ref _made)}";

    /// <summary>The clock of every actor system, and of what hosts it.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public Network Network { get; }

    public Work Work { get; } = new();

    /// <summary>How long the test has run on its clock.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(Volatile.Read(ref _elapsed));

    public static World Named(string name) => All[name];

    /// <summary>Moves the clock. Whatever is due runs.</summary>
    public void Advance(TimeSpan step)
    {
        Volatile.Write(ref _elapsed, _elapsed + step.Ticks);
        Clock.Advance(step);
    }

    public void Dispose() => All.TryRemove(Name, out _);
}
