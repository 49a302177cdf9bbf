using Actors.Clustering;
using Actors.Clustering.Downing;
using Actors.Clustering.Messages;
using Actors.Protocols.Harness;
using Akka.Actor;
using Akka.Cluster;

namespace Actors.Protocols.Downing;

/// <summary>
/// What the vote on a member that cannot be reached depends on. Akka's resolver, which would end each doubt by itself, is off.
/// </summary>
public sealed class VoteSpecs
{
    private static readonly ClusterTimings Default = ClusterTimings.Default;

    /// <summary>Several votes long.</summary>
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(25);

    [Theory]
    [InlineData("seed-1")] // which asks
    [InlineData("web-2")] // which is asked
    public async Task A_member_that_only_one_hears_is_downed_when_that_one_hears_it_no_more(string hears)
    {
        await using var cluster = Five();
        await cluster.StartWholeAsync();
        cluster.Cut(["web-1"], cluster.Nodes.Select(node => node.Name).Where(name => name != "web-1" && name != hears));
        await cluster.UntilUnreachableAsync("seed-1", "web-1");

        await cluster.PassAsync(LongEnough);
        Assert.Equal(MemberStatus.Up, cluster["seed-1"].StatusOf(cluster["web-1"]));
        Assert.All(cluster.Nodes, node => Assert.Null(node.DownedAt(cluster["web-1"])));

        cluster.Cut("web-1", hears);
        await cluster.UntilWholeAsync(["seed-1", "web-2", "web-3", "web-4"]);
        cluster.AssertNeverRestarted("seed-1", "web-2", "web-3", "web-4");
    }

    [Fact]
    public async Task A_member_that_is_heard_again_before_its_time_is_kept_and_its_time_begins_anew()
    {
        await using var cluster = Five();
        await cluster.StartWholeAsync();

        for (var time = 1; time <= 2; time++)
        {
            cluster.Isolate("web-1");
            await cluster.UntilUnreachableAsync("seed-1", "web-1");
            await cluster.PassAsync(Default.DownAfter - TimeSpan.FromSeconds(1));
            cluster.Heal();
            await cluster.UntilWholeAsync(TimeSpan.FromSeconds(10));
        }

        Assert.All(cluster.Nodes, node => Assert.Null(node.DownedAt(cluster["web-1"])));
        cluster.AssertNeverRestarted();
    }

    [Fact]
    public async Task A_voter_that_has_fallen_silent_is_waited_for_only_so_long()
    {
        var timings = Default with { VoteWithin = TimeSpan.FromSeconds(2) };
        await using var cluster = Five(timings);
        await cluster.StartWholeAsync();
        await cluster.PowerOffAsync("web-1");
        await cluster.UntilUnreachableAsync("seed-1", "web-1");
        var since = cluster.Now;

        await cluster.PassAsync(timings.DownAfter - TimeSpan.FromSeconds(0.5));
        await cluster.PowerOffAsync("web-2");
        await cluster.UntilWholeAsync();

        var most = timings.DownAfter + timings.VoteWithin;
        Assert.InRange(cluster["seed-1"].DownedAt(cluster["web-1"])!.Value - since, most, most + TimeSpan.FromSeconds(0.5));
        Assert.InRange(cluster["seed-1"].DownedAt(cluster["web-2"])!.Value - since, most, most + TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_vote_ends_when_all_have_answered()
    {
        await using var cluster = Five(Default with { VoteWithin = TimeSpan.FromMinutes(1) });
        await cluster.StartWholeAsync();

        await cluster.PowerOffAsync("web-1");

        await cluster.UntilWholeAsync(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task The_next_vote_is_not_before_its_time()
    {
        var timings = Default with { VoteEvery = TimeSpan.FromSeconds(30) };
        await using var cluster = Five(timings);
        await cluster.StartWholeAsync();

        await cluster.PowerOffAsync("web-1");
        await cluster.UntilWholeAsync();
        await cluster.PowerOffAsync("web-2");
        await cluster.UntilWholeAsync();

        var apart = cluster["seed-1"].DownedAt(cluster["web-2"]) - cluster["seed-1"].DownedAt(cluster["web-1"]);
        Assert.InRange(apart!.Value, timings.VoteEvery, timings.VoteEvery + TimeSpan.FromSeconds(0.5));
    }

    [Fact]
    public async Task An_answer_to_an_earlier_vote_does_not_count()
    {
        var timings = Default with { VoteWithin = TimeSpan.FromSeconds(2) };
        await using var cluster = Five(timings);
        await cluster.StartWholeAsync();
        // web-2 hears web-1, and says so; web-4 does not answer, so that the vote lasts.
        cluster.Cut(["web-1"], ["seed-1", "web-3", "web-4"]);
        await cluster.UntilUnreachableAsync("seed-1", "web-1");
        await cluster.PassAsync(timings.DownAfter - TimeSpan.FromSeconds(0.5));
        cluster.CutOneWay("web-4", "seed-1");

        await SayAsync(cluster, "web-2", new MemberDoubtAnswer(0, []), TimeSpan.FromSeconds(2.7));

        Assert.Null(cluster["seed-1"].DownedAt(cluster["web-1"]));
    }

    [Fact]
    public async Task An_answer_of_one_who_is_no_member_does_not_count()
    {
        var timings = Default with { VoteWithin = TimeSpan.FromSeconds(2), VoteEvery = TimeSpan.FromSeconds(4) };
        await using var cluster = new TestCluster(["seed-1", "web-1", "web-2", "web-3", "web-4"], timings, resolvesSplits: false);
        cluster["web-4"].Options = cluster["web-4"].Options with { Seeds = [] };
        await cluster.StartAllAsync();
        await cluster.UntilWholeAsync(["seed-1", "web-1", "web-2", "web-3"]);
        await cluster.PowerOffAsync("web-1");
        await cluster.UntilUnreachableAsync("seed-1", "web-1");
        await cluster.PassAsync(timings.DownAfter - TimeSpan.FromSeconds(0.5));
        // Two of four have a vote then.
        cluster.CutOneWay("web-3", "seed-1");

        await SayAsync(cluster, "web-4", new MemberDoubtAnswer(1, []), TimeSpan.FromSeconds(2.7));
        Assert.Null(cluster["seed-1"].DownedAt(cluster["web-1"]));

        cluster.Heal();
        await cluster.UntilWholeAsync(["seed-1", "web-2", "web-3"]);
    }

    [Fact]
    public async Task Only_members_are_told_whom_a_node_hears()
    {
        await using var cluster = Five(null, "web-5");
        cluster["web-5"].Options = cluster["web-5"].Options with { Seeds = [] };
        await cluster.StartAllAsync();
        await cluster.UntilWholeAsync(["seed-1", "web-1", "web-2", "web-3", "web-4"]);
        var doubt = new MemberDoubt(7, [Spelled(cluster, "web-1"), "nonsense", "akka.tcp://actors@10.0.0.99:4053"]);

        var ofMember = Ask(cluster, "web-2", doubt);
        var ofStranger = Ask(cluster, "web-5", doubt);
        await cluster.PassAsync(TimeSpan.FromSeconds(2));

        var answer = Assert.IsType<MemberDoubtAnswer>(await ofMember);
        Assert.Equal(7, answer.Round);
        Assert.Equal([Spelled(cluster, "web-1")], answer.Heard);
        Assert.False(ofStranger.IsCompleted);
    }

    private static TestCluster Five(ClusterTimings? timings = null, params string[] more) =>
        new(["seed-1", "web-1", "web-2", "web-3", "web-4", .. more], timings, resolvesSplits: false);

    private static string Spelled(TestCluster cluster, string name) =>
        cluster[name].Address.ToAddress(cluster["seed-1"].Cluster!.SelfAddress).ToString();

    private static ActorSelection ActorOf(TestCluster cluster, string name, ActorSystem from) =>
        from.ActorSelection($"{Spelled(cluster, name)}/user/{CrashDowning.Name}");

    /// <summary>A node says something to the leader, over and over again.</summary>
    private static async Task SayAsync(TestCluster cluster, string from, MemberDoubtAnswer what, TimeSpan time)
    {
        var system = cluster[from].System!;
        var speaker = system.ActorOf(Props.Empty);
        for (var until = cluster.Now + time; cluster.Now < until;)
        {
            ActorOf(cluster, "seed-1", system).Tell(what, speaker);
            await cluster.PassAsync(TimeSpan.FromMilliseconds(50));
        }
    }

    private static Task<object> Ask(TestCluster cluster, string from, MemberDoubt doubt) =>
        ActorOf(cluster, "seed-1", cluster[from].System!).Ask<object>(doubt);
}
