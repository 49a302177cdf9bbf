using Actors.Cli.Client;
using Actors.Dev.Cluster;

namespace Actors.Dev.Tests.Cluster;

public class ClusterViewSpecs
{
    [Fact]
    public void Nodes_that_know_each_other_are_one_cluster()
    {
        var view = ClusterView.From([Answer("seed-1", "seed-1", "web-1"), Answer("web-1", "seed-1", "web-1")]);

        Assert.False(view.IsSplit);
        Assert.Equal("seed-1", view.Source);
        Assert.Equal(["seed-1", "web-1"], view.Members.Keys.Order());
    }

    [Fact]
    public void Nodes_that_know_nothing_of_each_other_are_a_split()
    {
        var view = ClusterView.From([Answer("seed-1", "seed-1", "web-1"), Answer("ha-1", "ha-1"), Answer("web-1", "seed-1", "web-1")]);

        Assert.True(view.IsSplit);
        Assert.Equal(["ha-1", "seed-1 web-1"], view.Clusters.Select(cluster => string.Join(' ', cluster)).Order());
    }

    [Fact]
    public void Gossip_on_its_way_is_no_split()
    {
        // web-2 has just joined: not everybody has heard of it yet.
        var view = ClusterView.From([Answer("web-1", "seed-1", "web-1"), Answer("web-2", "seed-1", "web-2"), Answer("seed-1", "seed-1", "web-1", "web-2")]);

        Assert.False(view.IsSplit);
    }

    [Fact]
    public void Who_is_in_no_cluster_is_no_cluster_of_its_own()
    {
        var view = ClusterView.From([Answer("web-1"), Answer("seed-1", "seed-1")]);

        Assert.False(view.IsSplit);
        Assert.Equal("seed-1", view.Source);
    }

    [Fact]
    public void No_answer_is_nothing_known() => Assert.Equal(ClusterView.Empty, ClusterView.From([Answer("web-1")]));

    private static ClusterAnswer Answer(string self, params string[] members) => new(
        new ClusterSelf(self, "akka://" + self),
        null,
        [.. members.Select(name => new ClusterMember(name, "akka://" + name, [], "Up", true))]);
}
