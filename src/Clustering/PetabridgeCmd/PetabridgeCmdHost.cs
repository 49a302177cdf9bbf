using Actors.Clustering.Hosting;
using Akka.Actor;
using Petabridge.Cmd.Cluster;
using Petabridge.Cmd.Remote;
using PbmHost = Petabridge.Cmd.Host.PetabridgeCmd;

namespace Actors.Clustering.PetabridgeCmd;

/// <summary>Has each actor system of a node serve <c>pbm</c>: the palettes of Akka.Cluster and Akka.Remote, and those of the program.</summary>
internal static class PetabridgeCmdHost
{
    public static ClusterNodeSetup AddTo(ClusterNodeSetup setup, PetabridgeCmdOptions options) => options.Port == 0 ? setup : setup with
    {
        RoleHocon = options.Hocon + setup.RoleHocon,
        StartActors = (system, services) =>
        {
            // The program registers its own palettes here; none can be added once the host has started.
            setup.StartActors(system, services);
            Start(system);
        },
    };

    private static void Start(ActorSystem system)
    {
        var host = PbmHost.Get(system);
        host.RegisterCommandPalette(ClusterCommands.Instance);
        host.RegisterCommandPalette(new RemoteCommands());
        host.Start();
    }
}
