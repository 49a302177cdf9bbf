using Actors.Contracts.Api;
using Actors.Dev.Cluster;

namespace Actors.Dev.Tests.Cluster;

public class ClusterSurveySpecs
{
    [Fact]
    public void Nodes_that_know_each_other_are_one_cluster()
    {
        var view = ClusterSurvey.From([Answer("seed-1", "seed-1", "web-1"), Answer("web-1", "seed-1", "web-1")]);

        Assert.False(view.IsSplit);
        Assert.Equal("seed-1", view.Source);
        Assert.Equal(["seed-1", "web-1"], view.Members.Keys.Order());
    }

    [Fact]
    public void Nodes_that_know_nothing_of_each_other_are_a_split()
    {
        var view = ClusterSurvey.From([Answer("seed-1", "seed-1", "web-1"), Answer("ha-1", "ha-1"), Answer("web-1", "seed-1", "web-1")]);

        Assert.True(view.IsSplit);
        Assert.Equal(["ha-1", "seed-1 web-1"], view.Clusters.Select(cluster => string.Join(' ', cluster)).Order());
    }

    [Fact]
    public void Gossip_on_its_way_is_no_split()
    {
        // web-2 has just joined: not everybody has heard of it yet.
        var view = ClusterSurvey.From(
            [Answer("web-1", "seed-1", "web-1"), Answer("web-2", "seed-1", "web-2"), Answer("seed-1", "seed-1", "web-1", "web-2")]);

        Assert.False(view.IsSplit);
    }

    [Fact]
    public void Who_is_in_no_cluster_is_no_cluster_of_its_own()
    {
        var view = ClusterSurvey.From([Answer("web-1"), Answer("seed-1", "seed-1")]);

        Assert.False(view.IsSplit);
        Assert.Equal("seed-1", view.Source);
    }

    [Fact]
    public void No_answer_is_nothing_known() => Assert.Equal(ClusterSurvey.Empty, ClusterSurvey.From([Answer("web-1")]));

    private static ClusterView Answer(string self, params string[] members) => new(
        new ClusterViewNode(self, "akka://" + self),
        null,
        [.. members.Select(name => new ClusterViewMember(name, "akka://" + name, [], "Up", true))]);
}
