using Actors.HaAgent.Applying;
using Actors.HaAgent.Membership;
using Actors.HaAgent.Reporting;
using Akka.Actor;

namespace Actors.HaAgent;

/// <summary>Makes the agent's actors, in the order of the flow from back to front.</summary>
public static class HaAgentActors
{
    public static void Start(ActorSystem system, IServiceProvider services, string agent, HaProxyOptions options)
    {
        var board = services.GetRequiredService<AgentStatusBoard>();
        var time = services.GetRequiredService<TimeProvider>();
        var loggers = services.GetRequiredService<ILoggerFactory>();
        var supervisor = system.ActorOf(
            HaProxySupervisor.CreateProps(services.GetRequiredService<IHaProxy>(), board, time, loggers.CreateLogger<HaProxySupervisor>()), "haproxy-supervisor");
        var writer = system.ActorOf(
            ConfigWriter.CreateProps(
                services.GetRequiredService<ConfigPreparation>(), services.GetRequiredService<NodeFiles>().Read(), supervisor, board, options.RestoreFor, time, loggers.CreateLogger<ConfigWriter>()),
            "config-writer");
        system.ActorOf(ClusterListener.CreateProps(agent, options.UnreachableAfter, writer, loggers.CreateLogger<ClusterListener>()), "cluster-listener");
    }
}
