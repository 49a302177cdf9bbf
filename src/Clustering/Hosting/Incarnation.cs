using System.Collections.Immutable;
using Actors.Clustering.Downing;
using Actors.Clustering.Identity;
using Actors.Clustering.Joining;
using Actors.Clustering.Membership;
using Actors.Clustering.Seeds;
using Akka.Actor;
using Akka.Hosting;
using DotNetty.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Clustering.Hosting;

/// <summary>One life of the node's actor system. Akka.Hosting ties a system to a host, so each life gets a small host of its own.</summary>
internal sealed class Incarnation
{
    private readonly ServiceProvider _inner;

    private Incarnation(ServiceProvider inner, ActorSystem system)
    {
        _inner = inner;
        System = system;
        Ended = EndAsync();
    }

    public ActorSystem System { get; }

    /// <summary>Completes when the system has terminated, with the reason that it was shut down for.</summary>
    public Task<CoordinatedShutdown.Reason?> Ended { get; }

    public static async Task<Incarnation> StartAsync(
        SeedSearch seeds,
        ClusterNodeSetup setup,
        SeedPlan plan,
        NodeMemory memory,
        Action<ClusterMoveTarget> move,
        IServiceProvider outer,
        ILoggerFactory loggers,
        CancellationToken cancellationToken)
    {
        // Of one buffer in 128 it would write down the whole stack, to find leaks of DotNetty's: a fifteenth of a start (docs/adr/0040).
        ResourceLeakDetector.Level = ResourceLeakDetector.DetectionLevel.Disabled;
        var options = seeds.Node;
        ClusterCard Card() => new(options.Cluster, memory.Identity.Current, seeds.Current.Addresses)
        {
            SeedsAreFound = seeds.Current.IsFound,
        };
        var services = new ServiceCollection();
        services.AddSingleton(loggers);
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton<IHostApplicationLifetime, OwnLifetime>();
        services.AddAkka(ActorSystemName, (akka, _) => akka
            .AddHocon(
                setup.Overrides.WithFallback(NodeHocon.Build(options, plan, setup.Identity, setup.RoleHocon)), HoconAddMode.Prepend)
            .AddTls(options.Tls)
            .ConfigureLoggers(log =>
            {
                log.ClearLoggers();
                log.AddLoggerFactory();
                log.LogLevel = Akka.Event.LogLevel.InfoLevel;
                // A peer that leaves gracefully is logged as an error, and one that is dead as a warning twice a second;
                // the membership log says both once.
                log.WithLogFilter(filter => filter
                    .ExcludeMessageContaining("Disassociated")
                    // A seed that is listed by another name than its own is asked by that, again and again, whether it is in another
                    // cluster.
                    .ExcludeMessageContaining("Dropping message [Actors.Clustering.Messages.ClusterAsk")
                    .ExcludeMessageContaining("Dropping message [Akka.Actor.")
                    .ExcludeMessageContaining("Tried to associate with unreachable remote address"));
            })
            .WithActors((system, _) =>
            {
                system.ActorOf(MembershipLog.CreateProps(loggers.CreateLogger<MembershipLog>()), "membership-log");
                system.ActorOf(KnownMembersMonitor.CreateProps(memory.Members, setup.Timings), "known-members");
                system.ActorOf(ClusterGreeter.CreateProps(Card), ClusterGreeter.Name);
                system.ActorOf(IdentityExchange.CreateProps(options.Cluster, memory.Identity, setup.Timings), IdentityExchange.Name);
                system.ActorOf(
                    SplitHealer.CreateProps(Card, memory.Strangers, move, setup.Timings, loggers.CreateLogger<SplitHealer>()),
                    SplitHealer.Name);
                system.ActorOf(LostNode.CreateProps(setup.Timings, loggers.CreateLogger<LostNode>()), LostNode.Name);
                system.ActorOf(CrashDowning.CreateProps(setup.Timings, loggers.CreateLogger<CrashDowning>()), CrashDowning.Name);
                system.ActorOf(WaitingRelay.CreateProps(), WaitingRelay.Name);
                system.ActorOf(
                    ClusterEntry.CreateProps(
                        new JoinState(new SeedAddress(options.Host, options.Port), plan, Card(), setup.Timings, TimeSpan.Zero)
                        {
                            Seeds = seeds.Current,
                        },
                        memory.Identity,
                        memory.Strangers,
                        loggers.CreateLogger<ClusterEntry>()),
                    ClusterEntry.Name);
                if (seeds.IsNeeded)
                {
                    system.ActorOf(SeedWatch.CreateProps(seeds, setup.Timings), SeedWatch.Name);
                }

                setup.StartActors(system, outer);
            }));
        var inner = services.BuildServiceProvider();
        try
        {
            foreach (var service in inner.GetServices<IHostedService>())
            {
                await service.StartAsync(cancellationToken);
            }

            return new Incarnation(inner, inner.GetRequiredService<ActorSystem>());
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
    public void Join() => System.ActorSelection("/user/" + ClusterEntry.Name).Tell(new ClusterEntry.MayJoin());

    /// <summary>Seeds that are listed by a name may call themselves by an address of it.</summary>
    public void AskAlso(ImmutableDictionary<SeedAddress, IReadOnlyList<SeedAddress>> addresses) =>
        System.ActorSelection("/user/" + ClusterEntry.Name).Tell(new ClusterEntry.AskAlso(addresses));

    public async Task LeaveAsync(CoordinatedShutdown.Reason reason)
    {
        await CoordinatedShutdown.Get(System).Run(reason);
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
