using Actors.Clustering.Management;
using Actors.Clustering.Settings;
using Actors.HaAgent.PetabridgeCmd;
using Akka.Actor;
using PbmHost = Petabridge.Cmd.Host.PetabridgeCmd;

namespace Actors.HaAgent;

/// <content>What a build with <c>PetabridgeCmd=true</c> adds.</content>
public static partial class HaAgentActors
{
    static partial void AddExtensions(ActorSystem system, IServiceProvider services) => PbmHost.Get(system).RegisterCommandPalette(
        new HaCommands(new OwnApi(services.GetRequiredService<NodeOptions>(), services.GetRequiredService<ApiToken>())));
}
