using Actors.Clustering.Seeds;
using Akka.Remote.Transport;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Protocols.Harness;

/// <summary>
/// A network in memory that behaves as TCP does: what is sent where a link is cut arrives in order when it is whole again; nobody connects
/// over a link that is cut either way; where a process ends, its peers see their connections end, if the link is whole.
/// </summary>
internal sealed class Network(FakeTimeProvider clock, Random random)
{
    /// <summary>The first wait for a packet that was lost; each further one is twice as long.</summary>
    private static readonly TimeSpan SendAgainAfter = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly Dictionary<SeedAddress, MemoryTransport> _listening = [];
    private readonly HashSet<(SeedAddress From, SeedAddress To)> _cuts = [];
    private readonly List<Pipe> _pipes = [];
    private readonly List<Connecting> _connecting = [];
    private double _lost;

    public FakeTimeProvider Clock => clock;

    /// <summary>Cuts a link in one direction.</summary>
    public void Cut(SeedAddress from, SeedAddress to)
    {
        lock (_gate)
        {
            _cuts.Add((from, to));
        }
    }

    /// <summary>This share of the packets is lost, and sent again later.</summary>
    public void Lose(double share) => Volatile.Write(ref _lost, share);

    /// <summary>Every link is whole. What has waited for that arrives.</summary>
    public void Mend()
    {
        List<Pipe> pipes;
        List<Connecting> connecting;
        lock (_gate)
        {
            _cuts.Clear();
            _lost = 0;
            pipes = [.. _pipes];
            connecting = [.. _connecting];
        }

        pipes.ForEach(pipe => pipe.Flush());
        connecting.ForEach(attempt => attempt.Try());
    }

    /// <summary>What takes connections at <paramref name="to"/>; nothing where the link is cut either way.</summary>
    public (bool IsWhole, MemoryTransport? Listener) Reach(SeedAddress from, SeedAddress to)
    {
        lock (_gate)
        {
            var isWhole = !_cuts.Contains((from, to)) && !_cuts.Contains((to, from));
            return (isWhole, isWhole ? _listening.GetValueOrDefault(to) : null);
        }
    }

    /// <summary>After how long what is sent now arrives; null where the link is cut.</summary>
    public TimeSpan? DelayOf(SeedAddress from, SeedAddress to)
    {
        lock (_gate)
        {
            if (_cuts.Contains((from, to)))
            {
                return null;
            }

            var delay = TimeSpan.Zero;
            for (var wait = SendAgainAfter; _lost > 0 && random.NextDouble() < _lost; wait *= 2)
            {
                delay += wait;
            }

            return delay;
        }
    }

    public void Listen(MemoryTransport transport)
    {
        lock (_gate)
        {
            if (!_listening.TryAdd(transport.Self, transport))
            {
                throw new InvalidOperationException($"{transport.Self} is in use.");
            }
        }
    }

    /// <summary>A process ends, and its connections with it.</summary>
    public void Close(MemoryTransport transport) => Remove(transport).ForEach(pipe => pipe.End());

    /// <summary>A machine ends: nobody is told.</summary>
    public void Vanish(MemoryTransport transport) => Remove(transport).ForEach(pipe => pipe.Vanish());

    public Task<AssociationHandle> ConnectAsync(MemoryTransport from, SeedAddress to)
    {
        var attempt = new Connecting(this, from, to);
        lock (_gate)
        {
            _connecting.Add(attempt);
        }

        attempt.Try();
        return attempt.Result;
    }

    public void Forget(Connecting attempt)
    {
        lock (_gate)
        {
            _connecting.Remove(attempt);
        }
    }

    public void Add(Pipe pipe)
    {
        lock (_gate)
        {
            _pipes.Add(pipe);
        }
    }

    public void Forget(Pipe pipe)
    {
        lock (_gate)
        {
            _pipes.Remove(pipe);
        }
    }

    private List<Pipe> Remove(MemoryTransport transport)
    {
        lock (_gate)
        {
            if (_listening.GetValueOrDefault(transport.Self) == transport)
            {
                _listening.Remove(transport.Self);
            }

            return [.. _pipes.Where(pipe => pipe.Owner == transport)];
        }
    }
}
