using Actors.Clustering.Identity;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Clustering.Tests.Identity;

public sealed class ClusterIdentityFileSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("identity-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_identity_made_without_memory_is_fresh_until_it_is_read_from_the_file()
    {
        var made = New().OrNew();

        Assert.True(made.IsFresh);
        Assert.Equal(made with { IsFresh = false }, New().Current);
        Assert.Equal(made with { IsFresh = false }, New().OrNew());
    }

    [Fact]
    public void The_identity_of_the_cluster_that_a_node_joins_is_remembered()
    {
        New().OrNew();
        var other = ClusterIdentity.New();
        New().Adopt(other);

        Assert.Equal(other.Value, New().Current!.Value);
    }

    [Fact]
    public void What_is_remembered_of_a_cluster_of_another_name_does_not_count()
    {
        New("shop").OrNew();

        Assert.Null(New().Current);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"cluster":"actors","identity":"x"}""")]
    [InlineData("""{"cluster":"actors","identity":null}""")]
    public void A_file_that_cannot_be_used_is_ignored(string content)
    {
        File.WriteAllText(Path.Combine(_folder, ClusterIdentityFile.FileName), content);

        Assert.Null(New().Current);
    }

    [Fact]
    public void Without_a_folder_or_where_it_cannot_be_written_it_is_remembered_for_the_life_of_the_process()
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "");
        foreach (var folder in new[] { "", Path.Combine(_folder, "file", "below") })
        {
            var file = new ClusterIdentityFile(folder, "actors", NullLogger.Instance);

            Assert.Equal(file.OrNew(), file.Current);
        }
    }

    private ClusterIdentityFile New(string cluster = "actors") => new(_folder, cluster, NullLogger.Instance);
}
