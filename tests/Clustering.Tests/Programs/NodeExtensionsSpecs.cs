using Actors.Clustering.Hosting;
using Actors.Clustering.Programs;

namespace Actors.Clustering.Tests.Programs;

public class NodeExtensionsSpecs
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void A_usual_program_has_none(string? types) => Assert.Empty(NodeExtensions.Load(types));

    [Fact]
    public void Each_type_that_the_configuration_names_is_made()
    {
        var made = NodeExtensions.Load($"{typeof(One).AssemblyQualifiedName};{typeof(Other).AssemblyQualifiedName}");

        Assert.Equal([typeof(One), typeof(Other)], made.Select(extension => extension.GetType()));
    }

    [Fact]
    public void One_that_is_not_there_is_an_error_and_not_left_out() =>
        Assert.ThrowsAny<Exception>(() => NodeExtensions.Load("Actors.Nothing, Actors.Nothing"));

    private class One : INodeExtension
    {
        public void Read(NodeProgram program)
        {
        }

        public ClusterNodeSetup AddTo(ClusterNodeSetup setup) => setup;
    }

    private sealed class Other : One;
}
