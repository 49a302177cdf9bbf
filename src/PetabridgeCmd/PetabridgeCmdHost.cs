using Actors.Clustering.Hosting;
using Akka.Actor;
using Petabridge.Cmd.Cluster;
using Petabridge.Cmd.Remote;
using PbmHost = Petabridge.Cmd.Host.PetabridgeCmd;

namespace Actors.PetabridgeCmd;

/// <summary>Has each actor system of a node serve <c>pbm</c>: the palettes of Akka.Cluster and Akka.Remote, and that of an agent.</summary>
internal static class PetabridgeCmdHost
{
    /// <param name="setup">The program's own.</param>
    /// <param name="options">Where it listens.</param>
    /// <param name="agent">The API of this node, if it is an agent.</param>
    public static ClusterNodeSetup AddTo(ClusterNodeSetup setup, PetabridgeCmdOptions options, OwnApi? agent) =>
        options.Port == 0 ? setup : setup with
        {
            RoleHocon = options.Hocon + setup.RoleHocon,
            StartActors = (system, services) =>
            {
                setup.StartActors(system, services);
                Start(system, agent);
            },
        };

    private static void Start(ActorSystem system, OwnApi? agent)
    {
        var host = PbmHost.Get(system);
        host.RegisterCommandPalette(ClusterCommands.Instance);
        host.RegisterCommandPalette(new RemoteCommands());
        if (agent is not null)
        {
            host.RegisterCommandPalette(new HaCommands(agent));
        }

        // No palette can be added from here on.
        host.Start();
    }
}
