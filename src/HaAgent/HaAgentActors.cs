using Actors.Clustering.Settings;
using Actors.HaAgent.Api;
using Actors.HaAgent.Certificates;
using Actors.HaAgent.Coordination;
using Actors.HaAgent.Desired;
using Actors.HaAgent.Events;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Leaving;
using Actors.HaAgent.Membership;
using Actors.HaAgent.Overrides;
using Actors.HaAgent.Reconciling;
using Actors.HaAgent.Reporting;
using Actors.HaAgent.Rollout;
using Actors.HaAgent.Settings;
using Actors.HaAgent.Templates;
using Akka.Actor;

namespace Actors.HaAgent;

/// <summary>Makes the agent's actors, in the order of the flow from back to front.</summary>
public static class HaAgentActors
{
    /// <summary>Starts them in an actor system.</summary>
    public static void Start(ActorSystem system, IServiceProvider services, string agent, HaProxyOptions options)
    {
        var board = services.GetRequiredService<AgentStatusBoard>();
        var events = services.GetRequiredService<IAgentEvents>();
        var time = services.GetRequiredService<TimeProvider>();
        var loggers = services.GetRequiredService<ILoggerFactory>();
        var haproxy = services.GetRequiredService<IHaProxy>();
        var certificates = options.Tls.IsWanted ? PrepareCertificates(services, loggers.CreateLogger<CertificateCoordinator>()) : null;
        var supervisor = system.ActorOf(
            HaProxySupervisor.CreateProps(haproxy, events, options.AuditEvery, time, loggers.CreateLogger<HaProxySupervisor>()),
            "haproxy-supervisor");
        var leave = services.GetRequiredService<BalancerLeave>();
        leave.AddTo(system, supervisor);
        var writer = system.ActorOf(
            ConfigWriter.CreateProps(
                services.GetRequiredService<ConfigPreparation>(),
                new Restored(
                    services.GetRequiredService<NodeFiles>().Read(), options.RestoreFor,
                    WereServing: services.GetRequiredService<IHaProxyMaster>().FindAsync(CancellationToken.None).GetAwaiter().GetResult()
                        is not null)
                {
                    Peers = options.PeersPort > 0 ? services.GetRequiredService<PeersFile>().Read() : [],
                },
                new LossGuard(options.FreezeShare),
                services.GetRequiredService<ServiceRegister>(),
                supervisor,
                new WriterStores(services.GetRequiredService<WriterMemory>(), services.GetRequiredService<ChangeHistory>()),
                events,
                time,
                loggers.CreateLogger<ConfigWriter>()),
            "config-writer");
        // Before gossip can show a node that there is an override for.
        var overrides = services.GetRequiredService<OverrideFile>();
        writer.Tell(new OverridesChanged(overrides.Read()));
        var store = system.ActorOf(
            OverrideStore.CreateProps(
                overrides, writer, services.GetRequiredService<ChangeHistory>(), time, loggers.CreateLogger<OverrideStore>()),
            "override-store");
        services.GetRequiredService<AgentActors>().Set(writer, store);
        var watch = system.ActorOf(ServerWatch.CreateProps(haproxy, loggers.CreateLogger<ServerWatch>()), "server-watch");
        var listener = system.ActorOf(
            ClusterListener.CreateProps(
                new ClusterListenerSettings(
                    agent, options.UnreachableAfter, options.DrainTimeout)
                { HoldLastLeave = options.HoldLastLeave },
                writer, watch, time, loggers.CreateLogger<ClusterListener>()),
            "cluster-listener");
        system.ActorOf(
            AssociationWatch.CreateProps(
                services.GetRequiredService<NodeOptions>().Cluster, listener, time, loggers.CreateLogger<AssociationWatch>()),
            "association-watch");
        if (options.PeersPort > 0)
        {
            system.ActorOf(PeerWatch.CreateProps(services.GetRequiredService<PeersFile>(), writer, time), "peer-watch");
        }

        if (certificates is not null)
        {
            system.ActorOf(
                CertificateWatch.CreateProps(
                    certificates, options, writer, supervisor, events, time, loggers.CreateLogger<CertificateWatch>()),
                "certificate-watch");
        }

        system.ActorOf(WaitingNodes.CreateProps(board, time), WaitingNodes.Name);
        system.ActorOf(ConvergenceMonitor.CreateProps(board), "convergence-monitor");
        SeenCoordinator Coordinator() => SeenCoordinator.Of(system);
        var effects = new TemplateEffects(options, services.GetRequiredService<DryRuns>(), haproxy, writer);
        system.ActorOf(
            TemplateWatch.CreateProps(
                services.GetRequiredService<TemplateStore>(), new TemplateWatchSettings(agent) { IsLeaving = () => leave.HasBegun },
                effects, Coordinator, writer, events, time, loggers.CreateLogger<TemplateWatch>()),
            TemplateWatch.Name);
        system.ActorOf(
            StandingReporter.CreateProps(
                services.GetRequiredService<AgentLife>(), new StandingEffects(haproxy, writer), Coordinator,
                loggers.CreateLogger<StandingReporter>()),
            StandingReporter.Name);
        system.ActorOf(
            RolloutCoordinator.CreateProps(system, time, loggers.CreateLogger<RolloutCoordinator>()), SeenCoordinator.ManagerName);
    }

    // Before the first configuration is rendered, so that TLS is in it.
    private static CertificateCoordinator PrepareCertificates(IServiceProvider services, ILogger logger)
    {
        var intake = ActivatorUtilities.CreateInstance<CertificateIntake>(services);
        var coordinator = ActivatorUtilities.CreateInstance<CertificateCoordinator>(services, intake);
        try
        {
            coordinator.PrepareAsync(CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or TimeoutException)
        {
            logger.LogError("The certificates cannot be made ready, it is tried again: {Error}", error.Message);
        }

        return coordinator;
    }
}
