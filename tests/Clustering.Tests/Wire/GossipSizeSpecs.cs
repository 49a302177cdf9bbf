using System.Collections.Immutable;
using System.Reflection;
using Actors.Clustering.Hosting;
using Akka.Actor;
using Akka.Cluster;
using Akka.TestKit.Xunit2;
using Akka.Util;

namespace Actors.Clustering.Tests.Wire;

/// <summary>
/// Gossip travels whole in one frame: 2,000 members whose descriptions are as long as they may be have to fit (docs/adr/0034). Akka's own
/// types and serializer, which only reflection reaches.
/// </summary>
public sealed class GossipSizeSpecs()
    : TestKit("akka.actor.provider = cluster\nakka.remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 }\nakka.loglevel = WARNING")
{
    private const int Members = 2000;
    private const BindingFlags Any = BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static;
    private static readonly Assembly Library = typeof(Cluster).Assembly;
    private static readonly long Frame = Configuration().GetByteSize("akka.remote.dot-netty.tcp.maximum-frame-size")!.Value;

    [Fact]
    public void Gossip_and_welcome_of_two_thousand_members_with_the_longest_descriptions_fit_into_a_frame()
    {
        var members = Enumerable.Range(0, Members).Select(number => MemberOf(number, Longest(number)))
            .ToImmutableSortedSet(Comparer<Member>.Create((a, b) => a.UniqueAddress.CompareTo(b.UniqueAddress)));
        var gossip = GossipOf(members);
        var from = members[0].UniqueAddress;
        var deadline = Activator.CreateInstance(
            typeof(global::Akka.Remote.RemoteActorRefProvider).Assembly.GetType("Akka.Remote.Deadline")!, Any, null, [DateTime.MaxValue],
            null)!;

        Assert.InRange(SizeOf(Make("Akka.Cluster.GossipEnvelope", from, from, gossip, deadline)), 1, Frame * 9 / 10);
        Assert.InRange(SizeOf(Make("Akka.Cluster.InternalClusterAction+Welcome", from, gossip)), 1, Frame * 9 / 10);
    }

    // Each field as long as its rule lets it be, and no two nodes with the same, so that nothing is told once for many.
    private static NodeDescription Longest(int number)
    {
        var digits = number.ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
        var description = new NodeDescription(
            new string('n', 57) + digits, new string('s', 57) + digits, 65535, 256, new string('v', 58) + digits)
        {
            // Of 110 characters each, with the comma.
            Routes = string.Join(',', Enumerable.Range(0, 18).Select(route => $"/{digits}/{route:D2}/" + new string('r', 98))),
            MaxConnections = NodeDescription.MostConnections,
            Zone = new string('z', 57) + digits,
            ServesAt = $"fd00:1111:2222:3333:4444:5555:1{digits[..3]}:1{digits[3..]}",
            Check = new HttpCheck(
                "OPTIONS", "/" + new string('+', 255), new string('h', 253), "100-199,200-299,300-399,400-499,500-599",
                TimeSpan.FromMinutes(1)),
        };
        Assert.NotNull(NodeDescription.TryRead(description.ToAppVersion(), out _));
        Assert.InRange(description.Routes.Length, ServiceRoute.LongestOfNode - 110, ServiceRoute.LongestOfNode);
        // A field that is added later has its longest value here too.
        var shortest = new NodeDescription("", "", 0, 0, "");
        Assert.All(
            typeof(NodeDescription).GetProperties()
                .Where(property =>
                property.CanWrite
                    && property.Name != nameof(NodeDescription.Protocol)
                    && property.Name != nameof(NodeDescription.ListenPort)),
            property => Assert.NotEqual(property.GetValue(shortest), property.GetValue(description)));
        return description;
    }

    private static Member MemberOf(int number, NodeDescription description) =>
        (Member)typeof(Member).GetMethods(Any).Single(method => method.Name == "Create" && method.GetParameters().Length == 5).Invoke(
        null,
        [new UniqueAddress(
            new Address("akka.tcp", "actors", $"{new string('a', 60)}.example.com", 10_000 + number),
            number), number, MemberStatus.Up, ImmutableHashSet.Create(NodeRoles.Web), AppVersion.Create(description.ToAppVersion())])!;

    private static object GossipOf(ImmutableSortedSet<Member> members)
    {
        var clock = Library.GetType("Akka.Cluster.VectorClock")!;
        var node = clock.GetNestedType("Node", Any)!.GetMethod("Create", Any)!;
        var version = clock.GetMethod("Create", Any, Type.EmptyTypes)!.Invoke(null, null)!;
        foreach (var member in members)
        {
            version = clock.GetMethod("Increment", Any)!.Invoke(version, [node.Invoke(null, [member.UniqueAddress.ToString()])])!;
        }

        var constructor = Library.GetType("Akka.Cluster.Gossip")!.GetConstructors(Any)
            .Single(one =>
            one.GetParameters() is { Length: 4 } parameters && parameters[0].ParameterType == typeof(ImmutableSortedSet<Member>));
        var overview = constructor.GetParameters()[1].ParameterType;
        return constructor.Invoke(
            [members, Activator.CreateInstance(overview, Any, null, [], null), version, ImmutableDictionary<UniqueAddress, long>.Empty]);
    }

    private static object Make(string type, params object[] arguments) =>
        Library.GetType(type)!.GetConstructors(Any).Single().Invoke(arguments);

    private int SizeOf(object message) => Sys.Serialization.FindSerializerFor(message).ToBinary(message).Length;

    private static global::Akka.Configuration.Config Configuration() =>
        global::Akka.Configuration.ConfigurationFactory.ParseString(EmbeddedText.Read(typeof(NodeHocon).Assembly, "cluster.hocon"));
}
