using Actors.Clustering.Hosting;
using Actors.Clustering.PetabridgeCmd;

namespace Actors.Clustering.Programs;

/// <content>What a build with <c>PetabridgeCmd=true</c> adds.</content>
public sealed partial class NodeProgram
{
    private PetabridgeCmdOptions _petabridgeCmd = new(0);

    partial void ReadExtensions() => _petabridgeCmd = PetabridgeCmdOptions.Read(Section(PetabridgeCmdOptions.Section));

    partial void AddExtensions(ref ClusterNodeSetup setup) => setup = PetabridgeCmdHost.AddTo(setup, _petabridgeCmd);
}
