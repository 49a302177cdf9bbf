using Actors.Clustering.Hosting;

namespace Actors.Clustering.Programs;

/// <summary>
/// What an assembly beside a program adds to its node. The program's runtime configuration names it (<see cref="NodeExtensions"/>).
/// </summary>
public interface INodeExtension
{
    /// <summary>Reads its settings, whose faults count among the program's.</summary>
    void Read(NodeProgram program);

    /// <summary>The setup with what it adds.</summary>
    ClusterNodeSetup AddTo(ClusterNodeSetup setup);
}
