using Actors.Clustering;
using Actors.Clustering.Hosting;
using Actors.Clustering.Programs;

namespace Actors.PetabridgeCmd;

/// <summary>Has a node serve <c>pbm</c>.</summary>
public sealed class PetabridgeCmdExtension : INodeExtension
{
    private PetabridgeCmdOptions _options = new(0);
    private OwnApi? _agent;

    /// <inheritdoc />
    public void Read(NodeProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        _options = PetabridgeCmdOptions.Read(program.Section(PetabridgeCmdOptions.Section));
        _agent = new OwnApi(program.Node, program.Token);
    }

    /// <inheritdoc />
    public ClusterNodeSetup AddTo(ClusterNodeSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        return PetabridgeCmdHost.AddTo(setup, _options, setup.Identity.Roles.Contains(NodeRoles.Ha) ? _agent : null);
    }
}
