using System.Collections.Immutable;
using Actors.HaAgent.Desired;

namespace Actors.HaAgent.Reconciling;

/// <summary>The store of what one life of the config writer leaves to the next, as when the actor system starts again.</summary>
public sealed class WriterMemory
{
    private volatile Remembered _current = new(DesiredRevision.None, [], []);

    /// <summary>What the last life has left.</summary>
    public Remembered Current
    {
        get => _current;
        set => _current = value;
    }

    /// <summary>What is kept.</summary>
    /// <param name="Revision">The highest desired revision: the next life counts on.</param>
    /// <param name="Servers">The servers, each with since when it is in its state.</param>
    /// <param name="Services">The names of the services.</param>
    public sealed record Remembered(DesiredRevision Revision, ImmutableArray<ServerStanding> Servers, ImmutableArray<string> Services);
}
