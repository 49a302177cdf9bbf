using Actors.Clustering;
using Actors.Clustering.Hosting;
using Actors.Clustering.Seeds;
using Actors.Clustering.Settings;
using Akka.Actor;
using Akka.Cluster;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Protocols.Harness;

/// <summary>
/// A process of the cluster: the product's own <see cref="ClusterNode"/> with all its actors, on the test's clock and network. It may end
/// and start again at the same address.
/// </summary>
public sealed class TestNode
{
    private readonly World _world;
    private readonly NodeLog _log;
    private ClusterNode? _process;
    private Lifetime _lifetime = new();

    internal TestNode(World world, string name, SeedAddress address, IReadOnlyList<SeedSource> seeds, string statePath)
    {
        _world = world;
        _log = new NodeLog(world);
        Name = name;
        Role = name.Split('-')[0];
        Address = address;
        OwnAddresses = [address.Host];
        Options = new NodeOptions(name, Role, address.Host, address.Host, address.Port, seeds, Role == NodeRoles.Web ? "" : statePath, 0);
    }

    /// <summary>Its name, which begins with its role.</summary>
    public string Name { get; }

    /// <summary>What it is, see <see cref="NodeRoles"/>.</summary>
    public string Role { get; }

    /// <summary>Where it is.</summary>
    public SeedAddress Address { get; }

    /// <summary>Its settings, for the next start.</summary>
    public NodeOptions Options { get; set; }

    /// <summary>What the program adds, for the next start.</summary>
    public required ClusterNodeSetup Setup { get; set; }

    /// <summary>What is in a network of its machine: everything, where a test says nothing else.</summary>
    public Predicate<SeedAddress> IsNear { get; set; } = _ => true;

    /// <summary>Where a program that is no node takes connections, and says nothing.</summary>
    public Predicate<SeedAddress> Accepts { get; set; } = _ => false;

    /// <summary>What a source answers this node now; nothing, where a test says nothing else.</summary>
    public Func<SeedSource, SeedAnswer> Finds { get; set; } = _ => new([], "leads to no address");

    /// <summary>The addresses of its machine.</summary>
    public IReadOnlyList<string> OwnAddresses { get; set; }

    /// <summary>Whether the process runs.</summary>
    public bool IsRunning => _process is not null && !_lifetime.IsStopped;

    /// <summary>The actor system that runs now; null between two.</summary>
    public ActorSystem? System => IsRunning && _process?.System is { WhenTerminated.IsCompleted: false } system ? system : null;

    /// <summary>Akka's view of the cluster; null between two actor systems.</summary>
    public Cluster? Cluster => System is { } system ? Akka.Cluster.Cluster.Get(system) : null;

    /// <summary>What it sees.</summary>
    public ClusterEvent.CurrentClusterState State => Cluster?.State ?? new ClusterEvent.CurrentClusterState();

    /// <summary>How many actor systems this process has started.</summary>
    public int Starts => _process?.Starts ?? 0;

    /// <summary>What it has logged, over all its lives.</summary>
    public IReadOnlyList<LogLine> Log => _log.Lines;

    /// <summary>For what a test adds to it.</summary>
    public ILoggerFactory Loggers => _log;

    /// <summary>Those that it remembers for its next start; null where no process runs.</summary>
    public KnownMembersFile? Remembered { get; private set; }

    /// <inheritdoc />
    public override string ToString() => Name;

    internal async Task StartAsync()
    {
        _lifetime = new Lifetime();
        Remembered = new KnownMembersFile(Options.StatePath, _log.CreateLogger<KnownMembersFile>());
        var setup = Setup with
        {
            IsNear = (to, _) => Task.FromResult(IsNear(to)),
            TakesConnection = (to, _) => Task.FromResult(Accepts(to) || _world.Network.Reach(Address, to).Listener is not null),
            FindSeeds = (source, _) => Task.FromResult(Finds(source)),
            OwnAddresses = () => OwnAddresses,
            StartActors = (system, services) =>
            {
                Setup.StartActors(system, services);
                ((ClockScheduler)system.Scheduler).Started();
            },
        };
        _process = new ClusterNode(
            Options, setup, Remembered, new ServiceCollection().BuildServiceProvider(), _lifetime, _log, _world.Clock);
        await _process.StartAsync(CancellationToken.None);
        await _process.StartedAsync(CancellationToken.None);
    }

    /// <summary>It ends as a program does that is told to stop.</summary>
    internal async Task StopAsync()
    {
        if (_process is { } process)
        {
            await process.StoppingAsync(CancellationToken.None);
            End();
        }
    }

    /// <summary>Its actor system ends without a word: with all connections, or, where its machine ends, with none that is told.</summary>
    internal Task CrashAsync(bool isMachine)
    {
        if (_world.Network.Reach(Address, Address).Listener is { } transport)
        {
            Action<MemoryTransport> end = isMachine ? _world.Network.Vanish : _world.Network.Close;
            end(transport);
        }

        return _process?.System?.Terminate() ?? Task.CompletedTask;
    }

    /// <summary>The process, which waits before it would start another actor system, ends too.</summary>
    internal async Task BuryAsync()
    {
        if (_process is { } process)
        {
            await process.StoppingAsync(CancellationToken.None);
            End();
        }
    }

    private void End()
    {
        _process?.Dispose();
        _process = null;
        Remembered = null;
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public bool IsStopped { get; private set; }

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => IsStopped = true;
    }
}
