using Actors.Clustering.Membership;
using Actors.Clustering.Messages;
using Actors.Protocols.Harness;
using Akka.Actor;

namespace Actors.Protocols.Healing;

/// <summary>Which questions and merge requests a cluster follows. The stranger is a node that runs and is in no cluster.</summary>
public sealed class MergeRequestSpecs
{
    private const int MoreThanWe = 100;
    private static readonly string[] Members = ["seed-1", "ha-1", "web-1"];
    private static readonly string[] Nowhere = ["10.0.0.99:4053"];

    [Theory]
    [InlineData("web-9")] // a stranger that is no seed
    [InlineData("seed-9")] // a seed that is no member
    public async Task A_larger_cluster_is_followed_by_all(string asks)
    {
        await using var cluster = await StartAsync();

        await TellAsync(cluster, asks, "web-1", new ClusterAsk(MoreThanWe, "a", Nowhere));

        await UntilAllMoveAsync(cluster);
    }

    [Fact]
    public async Task A_smaller_one_is_told_to_move()
    {
        await using var cluster = await StartAsync();

        var answer = AskAsync(cluster, "web-9", "web-1", new ClusterAsk(1, "a", Nowhere));
        await cluster.PassAsync(TimeSpan.FromSeconds(2));

        var move = Assert.IsType<ClusterMove>(await answer);
        Assert.Equal(Members.Select(name => cluster[name].Address.ToString()), move.Contacts);
        AssertNobodyMoves(cluster);
    }

    [Fact]
    public async Task One_that_names_nobody_to_go_to_is_not_followed()
    {
        await using var cluster = await StartAsync();

        await TellAsync(cluster, "seed-9", "web-1", new ClusterAsk(MoreThanWe, "a", ["nonsense"]));
        await TellAsync(cluster, "seed-9", "web-1", new ClusterMove([]));

        AssertNobodyMoves(cluster);
    }

    // Its earlier life has not been given up yet.
    [Fact]
    public async Task A_member_that_asks_is_not_answered()
    {
        await using var cluster = await StartAsync();

        var answer = AskAsync(cluster, "ha-1", "web-1", new ClusterAsk(1, "a", Nowhere));
        await TellAsync(cluster, "ha-1", "web-1", new ClusterAsk(MoreThanWe, "a", Nowhere));

        Assert.False(answer.IsCompleted);
        AssertNobodyMoves(cluster);
    }

    [Fact]
    public async Task A_request_of_a_seed_moves_all()
    {
        await using var cluster = await StartAsync();

        await TellAsync(cluster, "seed-9", "web-1", new ClusterMove(Nowhere));

        await UntilAllMoveAsync(cluster);
    }

    [Fact]
    public async Task A_request_of_a_member_moves_the_one_that_gets_it()
    {
        await using var cluster = await StartAsync();

        await TellAsync(cluster, "ha-1", "web-1", new ClusterMove(Nowhere));

        Assert.NotNull(cluster["web-1"].LoggedAt("This node moves to the cluster of 10.0.0.99:4053."));
        Assert.Null(cluster["seed-1"].LoggedAt("This node moves"));
        Assert.Null(cluster["ha-1"].LoggedAt("This node moves"));
    }

    [Fact]
    public async Task A_request_of_a_stranger_is_refused()
    {
        await using var cluster = await StartAsync();

        await TellAsync(cluster, "web-9", "web-1", new ClusterMove(Nowhere));

        Assert.NotNull(cluster["web-1"].LoggedAt("is neither a member nor a seed"));
        AssertNobodyMoves(cluster);
    }

    [Fact]
    public async Task Who_moves_takes_no_more_requests()
    {
        await using var cluster = await StartAsync();

        await TellAsync(cluster, "ha-1", "web-1", new ClusterMove(Nowhere), new ClusterMove(["10.0.0.98:4053"]));

        Assert.Single(cluster["web-1"].Log, line => line.Text.Contains("This node moves", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_is_in_no_cluster_follows_nobody()
    {
        await using var cluster = await StartAsync();

        await TellAsync(cluster, "seed-1", "web-9", new ClusterAsk(MoreThanWe, "a", Nowhere), new ClusterMove(Nowhere));

        Assert.Null(cluster["web-9"].LoggedAt("This node moves"));
        cluster.AssertNeverRestarted();
    }

    private static async Task<TestCluster> StartAsync()
    {
        var cluster = new TestCluster(["seed-1", "ha-1", "web-1", "seed-9", "web-9"]);
        foreach (var stranger in new[] { "seed-9", "web-9" })
        {
            cluster[stranger].Options = cluster[stranger].Options with { Seeds = [] };
        }

        await cluster.StartAllAsync();
        await cluster.UntilWholeAsync(Members);
        return cluster;
    }

    private static Task UntilAllMoveAsync(TestCluster cluster) => cluster.UntilAsync(
        "all members move",
        () =>
        Members.All(name =>
            cluster[name].LoggedAt("This node moves to the cluster of 10.0.0.99:4053.") is not null && cluster[name].Starts == 2),
        TimeSpan.FromSeconds(4));

    private static void AssertNobodyMoves(TestCluster cluster)
    {
        Assert.All(cluster.Nodes, node => Assert.Null(node.LoggedAt("This node moves")));
        cluster.AssertNeverRestarted();
    }

    private static Task TellAsync(TestCluster cluster, string from, string to, params object[] messages)
    {
        var sender = cluster[from].System!.ActorOf(Props.Empty);
        foreach (var message in messages)
        {
            HealerOf(cluster, from, to).Tell(message, sender);
        }

        return cluster.PassAsync(TimeSpan.FromSeconds(3));
    }

    private static Task<object> AskAsync(TestCluster cluster, string from, string to, object message) =>
        HealerOf(cluster, from, to).Ask<object>(message);

    private static ActorSelection HealerOf(TestCluster cluster, string from, string to)
    {
        var system = cluster[from].System!;
        return system.ActorSelection(
            $"{cluster[to].Address.ToAddress(((ExtendedActorSystem)system).Provider.DefaultAddress)}/user/{SplitHealer.Name}");
    }
}
