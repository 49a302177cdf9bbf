using Actors.Clustering.Messages;
using Actors.HaAgent.Coordination;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Reconciling;
using Actors.HaAgent.Rollout;
using Actors.HaAgent.Templates;
using Akka.Actor;
using Akka.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.HaAgent.Tests.Coordination;

public sealed class StandingReporterSpecs : AgentTestKit
{
    private static readonly ConfigWriter.Inputs InSync = new(null, Sample.Desired())
    {
        Servers = ["web-1", "web-2"],
        Template = new TemplateText("", "here", Snippets.None),
    };

    private readonly FakeHaProxy _haproxy = new();
    private readonly TestProbe _writer;
    private readonly IActorRef _reporter;
    private Address _coordinator;
    private int _ends;
    private bool _isLeaving;

    public StandingReporterSpecs()
    {
        _writer = CreateTestProbe();
        _coordinator = ((ExtendedActorSystem)Sys).Provider.DefaultAddress;
        var life = new AgentLife("ha-1", DateTimeOffset.UnixEpoch, "0.2.0", true, () => _ends++) { IsLeaving = () => _isLeaving };
        _reporter = Sys.ActorOf(StandingReporter.CreateProps(
            life, new StandingEffects(_haproxy, _writer), () => new SeenCoordinator(true, "ha-0", _coordinator, TestActor),
            NullLogger.Instance));
    }

    [Fact]
    public void An_agent_that_has_what_it_should_have_is_in_sync()
    {
        var standing = Ask(InSync);

        Assert.Equal(("ha-1", "0.2.0", true), (standing.Name, standing.Version, standing.KeepsHaProxy));
        Assert.Equal(DateTimeOffset.UnixEpoch, standing.Started);
        Assert.Equal((true, ""), (standing.IsInSync, standing.Why));
        // The same servers, in whichever order.
        Assert.Equal(standing.Servers, Ask(InSync with { Servers = ["web-2", "web-1"] }).Servers);
        Assert.NotEqual(standing.Servers, Ask(InSync with { Servers = ["web-1"] }).Servers);
    }

    [Fact]
    public void One_whose_balancer_leaves_is_not_in_sync()
    {
        _isLeaving = true;
        _reporter.Tell(new StandingAsk(), TestActor);

        Assert.Equal("its balancer leaves", ExpectMsg<StandingAnswer>(Patience).Standing.Why);
    }

    [Fact]
    public void Else_it_says_why_not()
    {
        Assert.Equal("it applies a change", Ask(InSync with { Template = null }).Why);
        Assert.Equal(
            "it cannot apply what it should have: by-magic",
            Ask(InSync with { Failing = new ApplyFailure(ApplyStage.Check, "by-magic", "") }).Why);
        Assert.Equal(
            "no server of its HAProxy passes its check", Ask(InSync with { Desired = Sample.Desired(Sample.Server("web-1")) }).Why);

        _haproxy.Observe = () => throw new IOException("no socket");
        Assert.Equal((false, "its HAProxy does not answer: no socket"), (Ask(InSync).IsInSync, Ask(InSync).Why));
    }

    [Fact]
    public void It_restarts_once_where_the_coordinator_says_so_to_this_life_of_it()
    {
        _reporter.Tell(new AgentRestart(DateTimeOffset.UnixEpoch.AddDays(1)), TestActor);
        var here = _coordinator;
        _coordinator = Address.Parse("akka.tcp://actors@10.0.0.1:4053");
        _reporter.Tell(new AgentRestart(DateTimeOffset.UnixEpoch), TestActor);
        Assert.True(Ask(InSync).IsInSync);
        Assert.Equal(0, _ends);

        _coordinator = here;
        _reporter.Tell(new AgentRestart(DateTimeOffset.UnixEpoch), TestActor);
        _reporter.Tell(new AgentRestart(DateTimeOffset.UnixEpoch), TestActor);
        _reporter.Tell(new StandingAsk(), TestActor);

        Assert.Equal("it is about to restart", ExpectMsg<StandingAnswer>(Patience).Standing.Why);
        Assert.Equal(1, _ends);
    }

    private AgentStanding Ask(ConfigWriter.Inputs inputs)
    {
        _reporter.Tell(new StandingAsk(), TestActor);
        _writer.ExpectMsg<ConfigWriter.GetInputs>(Patience);
        _writer.Reply(inputs);
        return ExpectMsg<StandingAnswer>(Patience).Standing;
    }
}
