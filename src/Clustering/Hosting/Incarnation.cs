using System.Collections.Immutable;
using Actors.Clustering.Downing;
using Actors.Clustering.Identity;
using Actors.Clustering.Joining;
using Actors.Clustering.Membership;
using Actors.Clustering.Seeds;
using Actors.Clustering.Settings;
using Akka.Actor;
using Akka.Cluster;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Clustering.Hosting;

/// <summary>One life of the node's actor system. Akka.Hosting ties a system to a host, so each life gets a small host of its own.</summary>
internal sealed class Incarnation
{
    /// <summary>How long the seeds are asked by their names alone.</summary>
    private static readonly TimeSpan AskByAddressAfter = TimeSpan.FromSeconds(5);
    private readonly ServiceProvider _inner;
    private readonly SeedPlan _plan;
    private readonly ILogger _logger;

    private Incarnation(ServiceProvider inner, ActorSystem system, SeedPlan plan, ILogger logger)
    {
        _inner = inner;
        _logger = logger;
        _plan = plan;
        System = system;
        Ended = EndAsync();
    }

    public ActorSystem System { get; }

    /// <summary>Completes when the system has terminated, with the reason that it was shut down for.</summary>
    public Task<CoordinatedShutdown.Reason?> Ended { get; }

    public static async Task<Incarnation> StartAsync(
        NodeOptions options, ClusterNodeSetup setup, SeedPlan plan, NodeMemory memory, Action<ClusterMoveTarget> move, IServiceProvider outer, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        ClusterCard Card() => new(options.Cluster, memory.Identity.Current, options.Seeds);
        var services = new ServiceCollection();
        services.AddSingleton(loggers);
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton<IHostApplicationLifetime, OwnLifetime>();
        services.AddAkka(ActorSystemName, (akka, _) => akka
            .AddHocon(setup.Overrides.WithFallback(NodeHocon.Build(options, plan, setup.Identity, setup.RoleHocon)), HoconAddMode.Prepend)
            .AddTls(options.Tls)
            .ConfigureLoggers(log =>
            {
                log.ClearLoggers();
                log.AddLoggerFactory();
                log.LogLevel = Akka.Event.LogLevel.InfoLevel;
                // A peer that leaves in good order is logged as an error, and one that is dead as a warning twice a second;
                // the membership log says both once.
                log.WithLogFilter(filter => filter
                    .ExcludeMessageContaining("Disassociated")
                    // A seed that is listed by another name than its own is asked by that, again and again, whether it is in another cluster.
                    .ExcludeMessageContaining("Dropping message [Actors.Clustering.Messages.ClusterAsk")
                    .ExcludeMessageContaining("Dropping message [Akka.Actor.")
                    .ExcludeMessageContaining("Tried to associate with unreachable remote address"));
            })
            .WithActors((system, _) =>
            {
                system.ActorOf(MembershipLog.CreateProps(loggers.CreateLogger<MembershipLog>()), "membership-log");
                system.ActorOf(KnownMembersKeeper.CreateProps(memory.Members, setup.Timings), "known-members");
                system.ActorOf(ClusterGreeter.CreateProps(Card), ClusterGreeter.Name);
                system.ActorOf(IdentityExchange.CreateProps(options.Cluster, memory.Identity, setup.Timings), IdentityExchange.Name);
                system.ActorOf(SplitHealer.CreateProps(Card, memory.Strangers, move, setup.Timings, loggers.CreateLogger<SplitHealer>()), SplitHealer.Name);
                system.ActorOf(CrashDowning.CreateProps(setup.Timings, loggers.CreateLogger<CrashDowning>()), CrashDowning.Name);
                system.ActorOf(WaitingRelay.CreateProps(), WaitingRelay.Name);
                system.ActorOf(
                    ClusterEntry.CreateProps(new SeedAddress(options.Host, options.Port), plan, Card(), memory.Identity, memory.Strangers, setup.Timings, loggers.CreateLogger<ClusterEntry>()), ClusterEntry.Name);
                setup.StartActors(system, outer);
            }));
        var inner = services.BuildServiceProvider();
        try
        {
            foreach (var service in inner.GetServices<IHostedService>())
            {
                await service.StartAsync(cancellationToken);
            }

            return new Incarnation(inner, inner.GetRequiredService<ActorSystem>(), plan, loggers.CreateLogger<Incarnation>());
        }
        catch
        {
            await inner.DisposeAsync();
            throw;
        }
    }

    /// <summary>The name of the actor system, the same on every node.</summary>
    public const string ActorSystemName = "actors";

    /// <summary>The node may join now.</summary>
    public void Join() => System.ActorSelection("/user/" + ClusterEntry.Name).Tell(ClusterEntry.MayJoin.Instance);

    /// <summary>
    /// While no seed lets this node in, asks those that are listed by names by the addresses behind them too. Not at once, for a seed that
    /// calls itself by its name logs what is sent to its address as an error.
    /// </summary>
    /// <param name="addressesOf">The addresses of a name.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">The program stops.</param>
    public async Task AskByAddressAsync(Func<string, Task<IReadOnlyList<string>>> addressesOf, TimeProvider time, CancellationToken cancellationToken)
    {
        var cluster = Cluster.Get(System);
        // A node that may form a cluster, or that moves into another, has a limit of its own, which would begin anew.
        if (_plan.GiveUpAfter is not null || (_plan.Contacts is [var first, ..] && first.ToAddress(cluster.SelfAddress) == cluster.SelfAddress) || _plan.Contacts.All(contact => global::System.Net.IPAddress.TryParse(contact.Host, out _)))
        {
            return;
        }

        var known = ImmutableDictionary<SeedAddress, IReadOnlyList<SeedAddress>>.Empty;
        while (true)
        {
            await Task.WhenAny(Ended, Task.Delay(AskByAddressAfter, time, cancellationToken));
            if (Ended.IsCompleted || cancellationToken.IsCancellationRequested || cluster.State.Members.Any(member => member.UniqueAddress.Equals(cluster.SelfUniqueAddress)))
            {
                return;
            }

            var addresses = await SeedNames.AddressesAsync(_plan.Contacts, addressesOf);
            var all = addresses.Values.SelectMany(some => some).ToHashSet();
            if (!all.SetEquals(known.Values.SelectMany(some => some)))
            {
                known = addresses;
                _logger.LogWarning(
                    "No seed of {Seeds} lets this node in. List one that calls itself by an address (its Node:Host) by that address; until then these are asked too: {Addresses}.",
                    string.Join(", ", _plan.Contacts), string.Join(", ", all.Except(_plan.Contacts)));
                System.ActorSelection("/user/" + ClusterEntry.Name).Tell(new ClusterEntry.AskAlso(addresses));
            }
        }
    }

    public async Task LeaveAsync()
    {
        await CoordinatedShutdown.Get(System).Run(CoordinatedShutdown.ClrExitReason.Instance);
        await Ended;
    }

    private async Task<CoordinatedShutdown.Reason?> EndAsync()
    {
        await System.WhenTerminated;
        var reason = CoordinatedShutdown.Get(System).ShutdownReason;
        await _inner.DisposeAsync();
        return reason;
    }

    /// <summary>Akka.Hosting stops its host when the system ends; here that host is only this life.</summary>
    private sealed class OwnLifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication()
        {
        }
    }
}
