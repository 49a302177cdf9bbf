using Actors.Clustering.Hosting;
using Actors.Clustering.Messages;
using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit.Xunit2;

namespace Actors.Clustering.Tests.Wire;

/// <summary>
/// A peer that speaks Akka and means ill: types of its own choice never reach an actor, and nobody else is cut off by it.
/// </summary>
public sealed class HostilePeerSpecs : TestKit
{
    private const int Messages = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ActorSystem _hostile = ActorSystem.Create("actors", ConfigurationFactory.ParseString("""
        akka.loglevel = OFF
        akka.actor.provider = remote
        akka.remote.dot-netty.tcp {
          hostname = 127.0.0.1
          port = 0
        }
        """));

    private readonly ActorSystem _friend = ActorSystem.Create("actors", Hocon());

    public HostilePeerSpecs()
        : base(Hocon(), "actors")
    {
    }

    [Fact]
    public async Task Its_types_are_not_made_and_a_right_message_is_heard_all_the_same()
    {
        var probe = CreateTestProbe();
        var path = probe.Ref.Path.ToStringWithAddress(Akka.Cluster.Cluster.Get(Sys).SelfAddress);
        for (var message = 0; message < Messages; message++)
        {
            _hostile.ActorSelection(path).Tell(message % 2 == 0
                ? new Trap()
                : new Dictionary<string, object> { ["$type"] = "System.IO.FileInfo, System.IO.FileSystem", ["x"] = new Trap() });
        }

        var right = new NodeLeaving("web-1", 7);
        _friend.ActorSelection(path).Tell(right);

        Assert.Equal(right, probe.ExpectMsg<NodeLeaving>(Patience));
        probe.ExpectNoMsg(TimeSpan.FromSeconds(1));
        Assert.Equal(0, Trap.Sprung);
        // What Akka itself asks is answered: so it was connected, and what it sent came here.
        Assert.NotNull(await _hostile.ActorSelection(path).ResolveOne(Patience));
    }

    protected override void AfterAll()
    {
        _hostile.Terminate().Wait(Patience);
        _friend.Terminate().Wait(Patience);
        base.AfterAll();
    }

    private static string Hocon() =>
        LoopbackHocon.For(EmbeddedText.Read(typeof(NodeRoles).Assembly, "cluster.hocon"), "seed", "1.0.0+seed-1");

    /// <summary>Something happens as soon as one is made of what came over the wire.</summary>
    public sealed class Trap
    {
        private static int _sprung;
        private string _bait = "";

        public static int Sprung => Volatile.Read(ref _sprung);

        public string Bait
        {
            get => _bait;
            set
            {
                _bait = value;
                Interlocked.Increment(ref _sprung);
            }
        }
    }
}
