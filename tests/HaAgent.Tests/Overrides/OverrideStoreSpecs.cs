using Actors.Clustering;
using Actors.Clustering.Hosting;
using Actors.HaAgent.Events;
using Actors.HaAgent.Overrides;
using Actors.HaAgent.Settings;
using Akka.Actor;
using Akka.Cluster;
using Akka.Configuration;
using Akka.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Actors.HaAgent.Tests.Overrides;

/// <summary>Keepers of real agents' settings in one cluster; who makes HAProxy obey is a probe.</summary>
public sealed class OverrideStoreSpecs : QuickTestKit
{
    private readonly TestFolder _folder = new();
    private readonly List<ActorSystem> _systems = [];
    private readonly NotedCommands _commands = new();

    public OverrideStoreSpecs()
        : base("akka.loglevel = WARNING")
    {
    }

    [Fact]
    public async Task An_override_is_in_force_where_it_is_given_on_its_disk_and_with_the_other_agent()
    {
        var (one, two) = (Start("ha-1"), Start("ha-2"));
        Join(one, two);

        var given = await one.GiveAsync("web-1", new OverrideChange.Drain());

        Assert.Equal((AdminState.Drain, "ann"), (given?.State, given?.By));
        Assert.Equal(given, (await one.BookAsync()).For("web-1"));
        Assert.Equal(given, FileOf("ha-1").Read().For("web-1"));
        one.Writer.FishForMessage<OverridesChanged>(changed => given!.Equals(changed.Overrides.For("web-1")), Patience);
        two.Writer.FishForMessage<OverridesChanged>(changed => given!.Equals(changed.Overrides.For("web-1")), Patience);
        AwaitAssert(() => Assert.Equal(given, FileOf("ha-2").Read().For("web-1")));

        var more = await two.GiveAsync("web-1", new OverrideChange.SetWeight(7));
        Assert.Equal((AdminState.Drain, 7), (more?.State, more?.Weight));
        one.Writer.FishForMessage<OverridesChanged>(changed => more!.Equals(changed.Overrides.For("web-1")), Patience);

        await one.GiveAsync("web-1", new OverrideChange.Ready());
        Assert.False((await one.GiveAsync("web-1", new OverrideChange.SetWeight(null)))!.IsInForce);
        two.Writer.FishForMessage<OverridesChanged>(changed => changed.Overrides.For("web-1") is null, Patience);
    }

    [Fact]
    public async Task Overrides_are_in_force_after_both_agents_have_restarted_the_newest_of_each()
    {
        var (one, two) = (Start("ha-1"), Start("ha-2"));
        Join(one, two);
        await one.GiveAsync("web-1", new OverrideChange.Drain());
        await two.GiveAsync("web-2", new OverrideChange.Maintenance());
        await EventuallyAsync(one, book => book.InForce.Count() == 2);
        await EventuallyAsync(two, book => book.InForce.Count() == 2);
        AwaitCondition(() => FileOf("ha-1").Read().InForce.Count() == 2 && FileOf("ha-2").Read().InForce.Count() == 2);
        await StopAsync(two);
        await one.GiveAsync("web-1", new OverrideChange.Ready());
        await one.GiveAsync("web-3", new OverrideChange.SetWeight(3));
        await StopAsync(one);

        // The one that has not heard the last begins.
        two = Start("ha-2");
        Assert.Equal(["web-1", "web-2"], two.Writer.ExpectMsg<OverridesChanged>(Patience).Overrides.InForce.Select(entry => entry.Key));
        one = Start("ha-1");
        Assert.Equal(["web-2", "web-3"], one.Writer.ExpectMsg<OverridesChanged>(Patience).Overrides.InForce.Select(entry => entry.Key));
        Join(two, one);

        foreach (var agent in new[] { one, two })
        {
            await EventuallyAsync(agent, book => book.InForce.Select(entry => entry.Key).SequenceEqual(["web-2", "web-3"]));
        }
    }

    [Fact]
    public async Task An_agent_that_comes_later_gets_as_many_overrides_as_there_may_be()
    {
        FileOf("ha-1").Write(OverrideBook.Empty.Merge(Enumerable.Range(0, OverrideBook.Most).Select(n =>
            KeyValuePair.Create(
                $"a-node-with-a-name-of-usual-length-{n}",
                new NodeOverride(
                    AdminState.Maintenance, n % 257, "somebody with a name of usual length", TimeProvider.System.GetUtcNow())))));
        var one = Start("ha-1");
        await EventuallyAsync(one, book => book.InForce.Count() == OverrideBook.Most);
        var two = Start("ha-2");
        Join(one, two);

        await EventuallyAsync(two, book => book.InForce.Count() == OverrideBook.Most);

        var refused = await two.Keeper.Ask<OverrideRefused>(new SetOverride("one-more", new OverrideChange.Drain(), "ann"), Patience);
        Assert.Equal("node", refused.Field);
    }

    [Fact]
    public async Task A_node_that_leaves_takes_its_override_with_it_and_one_that_dies_does_not()
    {
        var (one, two, leaves, dies) = (Start("ha-1"), Start("ha-2"), StartWeb("web-1"), StartWeb("web-2"));
        Join(one, two);
        JoinTo(one, leaves, dies);
        await one.GiveAsync("web-1", new OverrideChange.Drain());
        await two.GiveAsync("web-2", new OverrideChange.Drain());
        await EventuallyAsync(one, book => book.InForce.Count() == 2);
        await EventuallyAsync(two, book => book.InForce.Count() == 2);

        Cluster.Get(leaves).Leave(Cluster.Get(leaves).SelfAddress);
        AwaitCondition(() => Cluster.Get(one.System).State.Members.Count == 3 && Cluster.Get(two.System).State.Members.Count == 3);
        Cluster.Get(one.System).Down(Cluster.Get(dies).SelfAddress);
        AwaitCondition(() => Cluster.Get(one.System).State.Members.Count == 2 && Cluster.Get(two.System).State.Members.Count == 2);

        await EventuallyAsync(one, book => book.InForce.Select(entry => entry.Key).SequenceEqual(["web-2"]));
        await EventuallyAsync(two, book => book.InForce.Select(entry => entry.Key).SequenceEqual(["web-2"]));
        AwaitAssert(() => Assert.Null(FileOf("ha-2").Read().For("web-1")));
    }

    [Fact]
    public async Task The_override_of_a_node_that_does_not_come_back_is_forgotten_in_the_end()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        FileOf("ha-1").Write(OverrideBook.Empty.Drain("web-1", "ann", time.GetUtcNow()));
        var one = Start("ha-1", time);
        Join(one);

        one.Keeper.Tell(new OverrideStore.SweepDue());
        Assert.NotNull((await one.BookAsync()).For("web-1"));
        time.Advance(OverriddenNodes.Longest - TimeSpan.FromSeconds(1));
        one.Keeper.Tell(new OverrideStore.SweepDue());
        Assert.NotNull((await one.BookAsync()).For("web-1"));

        time.Advance(TimeSpan.FromSeconds(1));
        one.Keeper.Tell(new OverrideStore.SweepDue());
        Assert.Null((await one.BookAsync()).For("web-1"));
        Assert.Single((await one.BookAsync()).Last);

        time.Advance(OverriddenNodes.Longest + TimeSpan.FromSeconds(1));
        one.Keeper.Tell(new OverrideStore.SweepDue());
        Assert.Empty((await one.BookAsync()).Last);
        Assert.Empty(FileOf("ha-1").Read().Last);
    }

    // It is written once things are quiet: the store may stop before.
    [Fact]
    public async Task What_another_agent_has_shared_is_on_disk_once_the_store_has_stopped()
    {
        var (one, two) = (Start("ha-1"), Start("ha-2"));
        Join(one, two);
        var given = await one.GiveAsync("web-1", new OverrideChange.Drain());
        two.Writer.FishForMessage<OverridesChanged>(changed => given!.Equals(changed.Overrides.For("web-1")), Patience);

        await two.Keeper.GracefulStop(Patience);

        Assert.Equal(given, FileOf("ha-2").Read().For("web-1"));
    }

    [Fact]
    public async Task What_cannot_be_is_refused_and_changes_nothing()
    {
        var one = Start("ha-1");

        Assert.Equal(
            "weight",
            (await one.Keeper.Ask<OverrideRefused>(new SetOverride("web-1", new OverrideChange.SetWeight(300), "ann"), Patience)).Field);

        Assert.Empty((await one.BookAsync()).Last);
        Assert.Empty(_commands.All);
    }

    [Fact]
    public async Task The_agent_that_takes_an_override_notes_it_before_anything_comes_of_it_and_the_other_does_not()
    {
        var (one, two) = (Start("ha-1"), Start("ha-2"));
        Join(one, two);
        var ann = new Author("ann") { From = "10.0.0.7", Reason = "its disk is replaced" };
        one.Writer.FishForMessage<OverridesChanged>(changed => changed.Overrides.Last.Count == 0, Patience);
        _commands.OnNoted = () => Assert.False(one.Writer.HasMessages);

        await one.Keeper.Ask<OverrideGiven>(new SetOverride("web-1", new OverrideChange.Drain(), ann), Patience);
        await EventuallyAsync(two, book => book.For("web-1") is not null);

        Assert.Equal(("web-1 drained", ann), Assert.Single(_commands.All));
    }

    /// <summary>Its own freeze ends with that of all, not by another message, which might not come.</summary>
    [Fact]
    public async Task The_agent_that_is_told_to_thaw_says_so_with_the_overrides_and_the_other_does_not()
    {
        var (one, two) = (Start("ha-1"), Start("ha-2"));
        Join(one, two);
        await one.GiveAsync(FreezeOverride.Key, new OverrideChange.SetFrozen(true));
        two.Writer.FishForMessage<OverridesChanged>(changed => changed.Overrides.Frozen is not null, Patience);

        await one.GiveAsync(FreezeOverride.Key, new OverrideChange.SetFrozen(false));

        Assert.Null(one.Writer.FishForMessage<OverridesChanged>(changed => changed.Overrides.Frozen is not null, Patience).ThawedBy);
        Assert.Equal("ann", one.Writer.ExpectMsg<OverridesChanged>(Patience).ThawedBy);
        Assert.Null(two.Writer.FishForMessage<OverridesChanged>(changed => changed.Overrides.Frozen is null, Patience).ThawedBy);
    }

    [Fact]
    public void A_reconciler_that_has_lost_its_memory_is_told_again()
    {
        FileOf("ha-1").Write(OverrideBook.Empty.Drain("web-1", "ann", TimeProvider.System.GetUtcNow()));
        var one = Start("ha-1");
        Assert.NotNull(one.Writer.ExpectMsg<OverridesChanged>(Patience).Overrides.For("web-1"));

        one.Keeper.Tell(new RepeatOverrides());

        Assert.NotNull(one.Writer.ExpectMsg<OverridesChanged>(Patience).Overrides.For("web-1"));
    }

    protected override void AfterAll()
    {
        Task.WhenAll(_systems.Select(system => system.Terminate())).Wait(Patience);
        base.AfterAll();
        _folder.Dispose();
    }

    private OverrideFile FileOf(string agent) => new(_folder[agent], NullLogger<OverrideFile>.Instance);

    private Agent Start(string name, TimeProvider? time = null)
    {
        var system = Create(NodeRoles.Ha, $"1.0.0+{name}", EmbeddedText.Read(typeof(HaProxyOptions).Assembly, "agent.hocon"));
        var writer = CreateTestProbe(system);
        return new Agent(
            system,
            system.ActorOf(
                OverrideStore.CreateProps(
                    FileOf(name), writer, _commands, time ?? TimeProvider.System, NullLogger.Instance),
                "override-store"),
            writer);
    }

    private ActorSystem StartWeb(string name) =>
        Create(NodeRoles.Web, new NodeDescription(name, "web", 3000, 100, "1.0.0").ToAppVersion(), "");

    private ActorSystem Create(string role, string appVersion, string roleHocon)
    {
        var shared = EmbeddedText.Read(typeof(NodeRoles).Assembly, "cluster.hocon") + "\n" + roleHocon;
        // The cluster removes a node that is down once it is unreachable as well: here soon.
        var config = ConfigurationFactory.ParseString("akka.cluster.failure-detector.acceptable-heartbeat-pause = 4s")
            .WithFallback(LoopbackHocon.For(shared, role, appVersion));
        var system = ActorSystem.Create("actors", config);
        _systems.Add(system);
        return system;
    }

    private void Join(Agent first, params Agent[] others)
    {
        JoinTo(first, first.System);
        JoinTo(first, [.. others.Select(other => other.System)]);
    }

    private void JoinTo(Agent first, params ActorSystem[] others)
    {
        foreach (var cluster in others.Select(Cluster.Get))
        {
            cluster.Join(Cluster.Get(first.System).SelfAddress);
            AwaitCondition(() => cluster.SelfMember.Status == MemberStatus.Up);
        }
    }

    private static async Task StopAsync(Agent agent)
    {
        await CoordinatedShutdown.Get(agent.System).Run(CoordinatedShutdown.ClrExitReason.Instance);
        await agent.System.WhenTerminated;
    }

    private async Task EventuallyAsync(Agent agent, Func<OverrideBook, bool> isIt) =>
        await AwaitAssertAsync(async () => Assert.True(isIt(await agent.BookAsync())));

    private sealed record Agent(ActorSystem System, IActorRef Keeper, TestProbe Writer)
    {
        public Task<OverrideBook> BookAsync() => Keeper.Ask<OverrideBook>(new GetOverrides(), Patience);

        public async Task<NodeOverride?> GiveAsync(string node, OverrideChange change) =>
            (await Keeper.Ask<OverrideGiven>(new SetOverride(node, change, "ann"), Patience)).Override;
    }
}
