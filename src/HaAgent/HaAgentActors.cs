using Actors.HaAgent.Applying;
using Actors.HaAgent.Desired;
using Actors.HaAgent.Membership;
using Actors.HaAgent.Reporting;
using Akka.Actor;

namespace Actors.HaAgent;

/// <summary>Makes the agent's actors, in the order of the flow from back to front.</summary>
public static partial class HaAgentActors
{
    private const string WriterName = "config-writer";

    /// <summary>The reconciler of an actor system, for orders.</summary>
    public static ActorSelection Writer(ActorSystem system) => system.ActorSelection("/user/" + WriterName);

    public static void Start(ActorSystem system, IServiceProvider services, string agent, HaProxyOptions options)
    {
        var board = services.GetRequiredService<AgentStatusBoard>();
        var time = services.GetRequiredService<TimeProvider>();
        var loggers = services.GetRequiredService<ILoggerFactory>();
        var haproxy = services.GetRequiredService<IHaProxy>();
        var supervisor = system.ActorOf(
            HaProxySupervisor.CreateProps(haproxy, board, options.AuditEvery, time, loggers.CreateLogger<HaProxySupervisor>()), "haproxy-supervisor");
        var writer = system.ActorOf(
            ConfigWriter.CreateProps(
                services.GetRequiredService<ConfigPreparation>(),
                new ConfigWriter.Restored(services.GetRequiredService<NodeFiles>().Read(), options.RestoreFor, WereServing: services.GetRequiredService<HaProxyMaster>().Find() is not null),
                new LossGuard(options.FreezeShare),
                options.Allow,
                supervisor,
                board,
                time,
                loggers.CreateLogger<ConfigWriter>()),
            WriterName);
        var watch = system.ActorOf(ServerWatch.CreateProps(haproxy, loggers.CreateLogger<ServerWatch>()), "server-watch");
        system.ActorOf(
            ClusterListener.CreateProps(
                new ClusterListenerSettings(agent, options.UnreachableAfter, options.DrainTimeout), writer, watch, time, loggers.CreateLogger<ClusterListener>()),
            "cluster-listener");
        AddExtensions(system, services);
    }

    /// <summary>What a build with more packages adds.</summary>
    static partial void AddExtensions(ActorSystem system, IServiceProvider services);
}
