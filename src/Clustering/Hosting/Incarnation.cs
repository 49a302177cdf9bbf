using System.Collections.Immutable;
using Actors.Clustering.Downing;
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

    private ImmutableList<Address> Contacts => [.. _plan.Contacts.Select(contact => contact.ToAddress(Cluster.Get(System).SelfAddress))];

    /// <summary>Completes when the system has terminated, with the reason that it was shut down for.</summary>
    public Task<CoordinatedShutdown.Reason?> Ended { get; }

    public static async Task<Incarnation> StartAsync(
        NodeOptions options, ClusterNodeSetup setup, SeedPlan plan, KnownMembersFile knownMembers, Action<IReadOnlyList<SeedAddress>> move, IServiceProvider outer, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
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
                    .ExcludeMessageContaining("Tried to associate with unreachable remote address"));
            })
            .WithActors((system, _) =>
            {
                system.ActorOf(MembershipLog.CreateProps(loggers.CreateLogger<MembershipLog>()), "membership-log");
                system.ActorOf(KnownMembersKeeper.CreateProps(knownMembers, setup.Timings), "known-members");
                system.ActorOf(SplitHealer.CreateProps(options.Seeds, move, setup.Timings, loggers.CreateLogger<SplitHealer>()), SplitHealer.Name);
                system.ActorOf(CrashDowning.CreateProps(setup.Timings, loggers.CreateLogger<CrashDowning>()), CrashDowning.Name);
                system.ActorOf(WaitingRelay.CreateProps(), WaitingRelay.Name);
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

    /// <summary>Connects to those who will be asked to let this node in. What is sent for it asks for nothing.</summary>
    public void OpenConnections()
    {
        var own = Cluster.Get(System).SelfAddress;
        foreach (var contact in Contacts.Where(contact => contact != own))
        {
            System.ActorSelection(new RootActorPath(contact) / "system").Tell(new Identify(null), System.DeadLetters);
        }
    }

    public void Join() => Join(Contacts);

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
        if (_plan.GiveUpAfter is not null || Contacts.FirstOrDefault() == cluster.SelfAddress || _plan.Contacts.All(contact => global::System.Net.IPAddress.TryParse(contact.Host, out _)))
        {
            return;
        }

        IReadOnlyList<SeedAddress> asked = _plan.Contacts;
        while (true)
        {
            await Task.WhenAny(Ended, Task.Delay(AskByAddressAfter, time, cancellationToken));
            if (Ended.IsCompleted || cancellationToken.IsCancellationRequested || cluster.State.Members.Any(member => member.UniqueAddress.Equals(cluster.SelfUniqueAddress)))
            {
                return;
            }

            var all = await SeedNames.WithAddressesAsync(_plan.Contacts, addressesOf);
            if (!all.SequenceEqual(asked))
            {
                asked = all;
                _logger.LogWarning(
                    "No seed of {Seeds} lets this node in. One that calls itself by an address (its Node:Host) is to be listed by that; until then these are asked too: {Addresses}.",
                    string.Join(", ", _plan.Contacts), string.Join(", ", all.Except(_plan.Contacts)));
                Join([.. all.Select(contact => contact.ToAddress(cluster.SelfAddress)).Where(contact => contact != cluster.SelfAddress)]);
            }
        }
    }

    private void Join(ImmutableList<Address> contacts) => _ = Cluster.Get(System).JoinSeedNodesAsync(contacts)
        .ContinueWith(task => _ = task.Exception, TaskScheduler.Default); // it ends with the system, which Ended reports

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
