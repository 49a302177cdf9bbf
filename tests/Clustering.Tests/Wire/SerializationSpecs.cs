using System.Runtime.Serialization;
using System.Text;
using Actors.Clustering.Hosting;
using Actors.Clustering.Messages;
using Actors.Clustering.Wire;
using Actors.Contracts.Api;
using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit.Xunit2;

namespace Actors.Clustering.Tests.Wire;

/// <summary>What crosses nodes, with the settings that every node has.</summary>
public sealed class SerializationSpecs : TestKit
{
    private const string StandingJson =
        """{"name":"ha-1","host":"10.0.0.1","started":"1970-01-01T00:00:00+00:00","version":"0.2.0","isInSync":false,"why":"no","servers":"","keepsHaProxy":true}""";
    private static readonly AgentStanding Standing =
        new("ha-1", "10.0.0.1", DateTimeOffset.UnixEpoch, "0.2.0", false, "no", "", true);
    private readonly ClusterMessageSerializer _serializer;

    public SerializationSpecs()
        : base(
            ConfigurationFactory.ParseString(
                LoopbackHocon.AtOnce
                    + "\nakka.remote.dot-netty.tcp.port = 0\nakka.remote.dot-netty.tcp.hostname = 127.0.0.1\nakka.loglevel = WARNING")
            .WithFallback(ConfigurationFactory.ParseString(EmbeddedText.Read(typeof(NodeHocon).Assembly, "cluster.hocon")))) =>
        _serializer = new ClusterMessageSerializer((ExtendedActorSystem)Sys);

    public static TheoryData<IClusterMessage, string, string> Messages => new()
    {
        { new NodeArrived("web-1", 7, "1.0.0+web-1;web;3000;100"), "arrived.v2",
            """{"node":"web-1","incarnation":7,"appVersion":"1.0.0\u002Bweb-1;web;3000;100"}""" },
        { new NodeReadiness("web-1", 7, 3, false, "warming up"), "readiness.v1",
            """{"node":"web-1","incarnation":7,"sequence":3,"ready":false,"reason":"warming up"}""" },
        { new ReadinessHeard("ha-1", 3), "readiness-heard.v1", """{"agent":"ha-1","sequence":3}""" },
        { new NodeLeaving("web-1", -7), "leaving.v1", """{"node":"web-1","incarnation":-7}""" },
        { new NodeLeaving("web-1", 7) { PatienceMilliseconds = 15_000 }, "leaving.v1",
            """{"node":"web-1","incarnation":7,"patienceMilliseconds":15000}""" },
        { new NodeHeld("ha-1", "web-1", 7, "web", 5_000), "held.v1",
            """{"agent":"ha-1","node":"web-1","incarnation":7,"service":"web","longestMilliseconds":5000}""" },
        { new NodeWaiting("web-1", "1.0.0+web-1;web;3000;100", "/healthz answered 404"), "waiting.v1",
            """{"node":"web-1","appVersion":"1.0.0\u002Bweb-1;web;3000;100","reason":"/healthz answered 404"}""" },
        { new NodeRemoved("ha-1", "web-1", 7), "taken-out.v1", """{"agent":"ha-1","node":"web-1","incarnation":7}""" },
        { new ClusterAsk(3, "akka.tcp://actors@10.0.0.1:4053", ["10.0.0.1:4053"]), "cluster-ask.v1",
            """{"members":3,"first":"akka.tcp://actors@10.0.0.1:4053","contacts":["10.0.0.1:4053"]}""" },
        { new ClusterAsk(3, "a", ["10.0.0.1:4053"]) { Greeting = new ClusterGreeting("actors", true, ["10.0.0.1:4053"]) }, "cluster-ask.v1",
            """{"members":3,"first":"a","contacts":["10.0.0.1:4053"],"greeting":{"cluster":"actors","isMember":true,"seeds":["10.0.0.1:4053"]}}""" },
        { new ClusterGreetingAsk("actors"), "cluster-greeting-ask.v1", """{"cluster":"actors"}""" },
        { new ClusterGreeting("actors", false, []), "cluster-greeting.v1", """{"cluster":"actors","isMember":false,"seeds":[]}""" },
        { new ClusterGreeting("actors", true, ["[fd00::1]:4053"]) { Identity = "0f8fad5b-d9cb-469f-a165-70867728950e", IsFresh = true },
            "cluster-greeting.v1",
            """{"cluster":"actors","isMember":true,"seeds":["[fd00::1]:4053"],"identity":"0f8fad5b-d9cb-469f-a165-70867728950e","isFresh":true}""" },
        { new ClusterGreeting("actors", true, []) { Incarnation = -7, Node = "web-1" }, "cluster-greeting.v1",
            """{"cluster":"actors","isMember":true,"seeds":[],"incarnation":-7,"node":"web-1"}""" },
        { new ClusterGreeting("actors", true, ["10.0.0.1:4053"]) { SeedsAreFound = true }, "cluster-greeting.v1",
            """{"cluster":"actors","isMember":true,"seeds":["10.0.0.1:4053"],"seedsAreFound":true}""" },
        { new ClusterMove(["10.0.0.1:4053"]) { Identity = "0f8fad5b-d9cb-469f-a165-70867728950e" }, "cluster-move.v1",
            """{"contacts":["10.0.0.1:4053"],"identity":"0f8fad5b-d9cb-469f-a165-70867728950e"}""" },
        { new MemberDoubt(3, ["akka.tcp://actors@10.0.0.1:4053"]), "member-doubt.v1",
            """{"round":3,"members":["akka.tcp://actors@10.0.0.1:4053"]}""" },
        { new MemberDoubtAnswer(3, []), "member-doubt-answer.v1", """{"round":3,"heard":[]}""" },
        { new TemplateAsk("0123456789abcdef"), "template-ask.v1", """{"hash":"0123456789abcdef"}""" },
        { new TemplateAnswer("ha-2", "0123456789abcdef", "Refused", "no"), "template-answer.v1",
            """{"agent":"ha-2","hash":"0123456789abcdef","stage":"Refused","why":"no"}""" },
        { new TemplateAnswer("ha-2", "0123456789abcdef", "Stopped", "no") { Trial = "ha-1" }, "template-answer.v1",
            """{"agent":"ha-2","hash":"0123456789abcdef","stage":"Stopped","why":"no","trial":"ha-1"}""" },
        { new TemplateTurn("0123456789abcdef", "Waiting", "ha-1", "it applies it") { Trial = "ha-1" }, "template-turn.v1",
            """{"hash":"0123456789abcdef","stage":"Waiting","agent":"ha-1","why":"it applies it","trial":"ha-1"}""" },
        { new StandingAsk(), "standing-ask.v1", "{}" },
        { new StandingAnswer(Standing), "standing-answer.v1", "{\"standing\":" + StandingJson + "}" },
        { new AgentRestart(DateTimeOffset.UnixEpoch), "agent-restart.v1", """{"started":"1970-01-01T00:00:00+00:00"}""" },
        { new RollAsk(new RollRequest("one", true, [new RolledAgent("ha-1", DateTimeOffset.UnixEpoch), new RolledAgent("ha-2", null)])),
            "roll-ask.v1",
            """{"request":{"round":"one","restarts":true,"agents":[{"name":"ha-1","started":"1970-01-01T00:00:00+00:00"},{"name":"ha-2","started":null}]}}""" },
        { new RollAnswer(new RollReport(RollVerdict.Go, "ha-1", "", [Standing])), "roll-answer.v1",
            """{"report":{"verdict":"Go","agent":"ha-1","why":"","agents":[""" + StandingJson + "]}}" },
        { new ClusterMove(["10.0.0.1:4053", "10.0.0.2:4053"]), "cluster-move.v1", """{"contacts":["10.0.0.1:4053","10.0.0.2:4053"]}""" },
        { new ClusterMove(["10.0.0.1:4053"]) { Claim = new ClusterAsk(3, "a", ["10.0.0.1:4053"]) }, "cluster-move.v1",
            """{"contacts":["10.0.0.1:4053"],"claim":{"members":3,"first":"a","contacts":["10.0.0.1:4053"]}}""" },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_has_this_form_on_the_wire_for_ever(IClusterMessage message, string manifest, string json)
    {
        Assert.IsType<ClusterMessageSerializer>(Sys.Serialization.FindSerializerFor(message));
        Assert.Equal(manifest, _serializer.Manifest(message));
        Assert.Equal(json, Encoding.UTF8.GetString(_serializer.ToBinary(message)));
        var read = _serializer.FromBinary(Encoding.UTF8.GetBytes(json), manifest);
        Assert.Equal(message.GetType(), read.GetType());
        Assert.Equivalent(message, read, strict: true);
    }

    [Fact]
    public void Every_message_has_a_sample_here() =>
        Assert.Equal(ClusterMessageSerializer.Manifests.Order(), Messages.Select(row => (string)row[1]).Distinct().Order());

    [Fact]
    public void Fields_of_a_newer_version_are_passed_over() =>
        Assert.Equal(
            new ReadinessHeard("ha-1", 3),
            _serializer.FromBinary("""{"agent":"ha-1","sequence":3,"since":"today"}"""u8.ToArray(), "readiness-heard.v1"));

    [Fact]
    public void A_verdict_of_a_later_release_is_one_without_a_name()
    {
        var answer = Assert.IsType<RollAnswer>(
            _serializer.FromBinary(
                """{"report":{"verdict":"Postpone","agent":"ha-1","why":"","agents":[]}}"""u8.ToArray(), "roll-answer.v1"));

        Assert.Equal("ha-1", answer.Report.Agent);
        Assert.False(Enum.IsDefined(answer.Report.Verdict));
    }

    [Theory]
    [InlineData("readiness-heard.v1", """{"agent":"ha-1"}""")]
    [InlineData("readiness-heard.v1", """{"agent":null,"sequence":3}""")]
    [InlineData("readiness-heard.v1", """{"agent":"ha-1","sequence":"3x"}""")]
    [InlineData("arrived.v2", """{"node":"web-1","incarnation":7,"appVersion":null}""")]
    [InlineData("readiness-heard.v1", "null")]
    [InlineData("template-ask.v1", """{"hash":null}""")]
    [InlineData("template-answer.v1", """{"agent":"ha-2","hash":"0123456789abcdef","stage":"Refused"}""")]
    [InlineData("template-answer.v1", """{"agent":"ha-2","hash":"0123456789abcdef","stage":7,"why":""}""")]
    [InlineData("readiness-heard.v1", "")]
    [InlineData("readiness-heard.v2", """{"agent":"ha-1","sequence":3}""")]
    [InlineData("System.Diagnostics.Process, System", "{}")]
    [InlineData("", "{}")]
    public void What_is_not_whole_or_not_known_is_refused(string manifest, string json) =>
        Assert.Throws<SerializationException>(() => _serializer.FromBinary(Encoding.UTF8.GetBytes(json), manifest));

    [Fact]
    public void A_payload_beyond_the_limit_is_refused() =>
        Assert.Throws<SerializationException>(() => _serializer.FromBinary(new byte[ClusterMessageSerializer.Largest + 1], "readiness.v1"));

    [Fact]
    public void Reflective_JSON_is_refused_both_ways()
    {
        var serializer = Sys.Serialization.FindSerializerFor(new Unknown("x"));

        Assert.IsType<RefusingSerializer>(serializer);
        Assert.Equal(1, serializer.Identifier);
        Assert.Throws<SerializationException>(() => serializer.ToBinary(new Unknown("x")));
        Assert.Throws<SerializationException>(() =>
            Sys.Serialization.Deserialize("{}"u8.ToArray(), 1, typeof(Unknown).AssemblyQualifiedName!));
    }

    private sealed record Unknown(string Text);
}
