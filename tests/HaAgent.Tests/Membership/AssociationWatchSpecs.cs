using System.Net;
using System.Net.Sockets;
using Actors.Clustering.Identity;
using Actors.Clustering.Joining;
using Actors.HaAgent.Membership;
using Akka.Actor;
using Akka.Cluster;
using Akka.Configuration;
using Akka.Remote;
using Akka.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.HaAgent.Tests.Membership;

/// <summary>A connection with a web node breaks, and something or nothing is at its address then.</summary>
public sealed class AssociationWatchSpecs : ListenerTestKit
{
    private readonly TestProbe _listener;

    public AssociationWatchSpecs() => _listener = CreateTestProbe();

    [Fact]
    public async Task A_node_that_dies_is_gone_at_once()
    {
        Begin();

        await DieAsync();

        // Its port may be open for a while longer than its connections.
        Assert.Equal(
            $"nothing listens on its port {Web.Address.Port} any more",
            FishAbsence(absence => absence.Why.StartsWith("nothing", StringComparison.Ordinal)).Why);
    }

    [Fact]
    public void A_node_that_is_as_it_was_is_there()
    {
        Begin();

        // As a connection does that is reset on its way.
        Sys.EventStream.Publish(new DisassociatedEvent(Cluster.Get(Sys).SelfAddress, Web.Address, false));

        // Where its answer takes long it is missing for a moment.
        Fish(presence => presence.Absence is null);
        _listener.ExpectNoMsg(AMoment);
    }

    [Fact]
    public async Task Another_node_at_its_address_has_replaced_it()
    {
        Begin();
        await DieAsync();
        using var other = ActorSystem.Create(
            "actors",
            ConfigurationFactory.ParseString($"akka.remote.dot-netty.tcp.port = {Web.Address.Port}")
                .WithFallback(ConfigurationFactory.ParseString(Hocon("web", "1.0.0+api-1;api;3000;100"))));
        Greet(other);

        Assert.Equal(new NodeAbsence("node api-1 is at its address now", IsReplaced: true), FishAbsence(absence => absence.IsReplaced));
        await other.Terminate();
    }

    [Fact]
    public async Task A_program_at_its_port_that_says_nothing_is_not_it()
    {
        Begin();
        var port = Web.Address.Port!.Value;
        await DieAsync();
        FishAbsence(_ => true);
        using var silent = new TcpListener(IPAddress.Loopback, port);
        silent.Start();
        // Nothing of what was before is known to this one.
        StartWatch("another-watch");
        Sys.EventStream.Publish(new DisassociatedEvent(Cluster.Get(Sys).SelfAddress, Web.Address, false));

        Assert.Equal(
            $"what listens on its port {port} does not answer as a node",
            FishAbsence(absence => absence.Why.StartsWith("what", StringComparison.Ordinal)).Why);
    }

    [Fact]
    public void Whoever_is_no_web_node_is_not_asked()
    {
        Begin();

        Sys.EventStream.Publish(new DisassociatedEvent(Cluster.Get(Sys).SelfAddress, Web.Address.WithPort(1), false));

        _listener.ExpectNoMsg(AMoment);
    }

    private void Begin()
    {
        Greet(WebSystem);
        JoinAgentLater();
        AwaitCondition(() => Cluster.Get(Sys).State.Members.Any(member => member.UniqueAddress.Equals(Web)));
        StartWatch("association-watch");
    }

    private void StartWatch(string name)
    {
        // It listens once it answers.
        Sys.ActorOf(AssociationWatch.CreateProps("actors", _listener, TimeProvider.System, NullLogger.Instance), name)
            .Tell(new Identify(name), TestActor);
        ExpectMsg<ActorIdentity>(Patience);
    }

    private static void Greet(ActorSystem system) =>
        system.ActorOf(ClusterGreeter.CreateProps(() => new ClusterCard("actors", null, [])), ClusterGreeter.Name);

    // Without a word, as with its process: its connections break and its port is closed.
    private Task DieAsync() => ((RemoteActorRefProvider)((ExtendedActorSystem)WebSystem).Provider).Transport.Shutdown();

    private NodeAbsence FishAbsence(Predicate<NodeAbsence> isIt) =>
        Fish(presence => presence.Absence is { } absence && isIt(absence)).Absence!;

    private NodePresence Fish(Predicate<NodePresence> isIt)
    {
        var presence = _listener.FishForMessage<NodePresence>(isIt, Patience);
        Assert.Equal(Web, presence.Node);
        return presence;
    }
}
