using Actors.Clustering.Messages;
using Actors.HaAgent.Coordination;

namespace Actors.HaAgent.Tests.Coordination;

/// <summary>Which agent may be restarted next, question by question.</summary>
public sealed class RestartCoordinationSpecs
{
    private const string Two = "ha-1 ha-2";
    private static readonly RollRequest Nothing = new("one", true, []);
    // As the coordinator has given the order: the youngest first.
    private static readonly RollRequest Round = new("one", true, [new("ha-2", Life(1)), new("ha-1", Life(1))]);
    private static readonly RestartCoordination InSync = Say(Say(RestartCoordination.None, 0, "ha-1", 1), 0, "ha-2", 1);

    [Fact]
    public void Each_is_restarted_once_the_last_one_is_back_in_sync_the_youngest_first()
    {
        var state = Ask(InSync, 0, Nothing, "Wait : ").Next;
        state = Ask(state, 0, Round, "Go ha-2: ", restarts: "ha-2").Next;
        Assert.Equal("ha-2", state.Restarting(Scene.At(1, Two)));
        // As long as its life of before is seen, the request is repeated: it may have been lost.
        state = Ask(state, 1, Round, "Go ha-2: ", restarts: "ha-2").Next;
        state = Ask(Say(state, 2, "ha-1", 1), 2, Round, "Wait ha-2: it is not in the cluster", agents: "ha-1").Next;
        state = Say(Say(state, 8, "ha-1", 1), 8, "ha-2", 2, why: "it applies a change");
        state = Ask(state, 8, Round, "Wait ha-2: it applies a change").Next;
        Assert.Equal("ha-2", state.Restarting(Scene.At(8, Two)));
        state = Ask(Say(state, 9, "ha-2", 2, servers: "none"), 9, Round, "Wait ha-2: it has other servers than ha-1").Next;
        state = Ask(Say(state, 10, "ha-2", 2), 10, Round, "Go ha-1: ", restarts: "ha-1").Next;

        // The coordinator was beside it: the next one knows nothing, and goes on.
        Assert.Equal("ha-1", state.Restarting(Scene.At(11, Two)));
        state = Ask(RestartCoordination.None, 15, Round, "Wait ha-1: it is not in the cluster", agents: "ha-2").Next;
        Assert.Equal("ha-1", state.Restarting(Scene.At(15, Two)));
        state = Ask(state, 16, Round, "Wait ha-1: it has not reported yet", agents: "ha-2 ha-1").Next;
        state = Say(Say(state, 17, "ha-1", 2), 17, "ha-2", 2);
        state = Ask(state, 17, Round, "Done : ", agents: "ha-2 ha-1").Next;
        Assert.Null(state.Restarting(Scene.At(17, Two)));
    }

    [Fact]
    public void Nothing_is_restarted_while_another_is_not_in_sync()
    {
        var lags = Say(InSync, 0, "ha-1", 1, why: "it cannot apply what it should have: by-magic");

        Ask(lags, 0, Round, "Wait ha-1: it cannot apply what it should have: by-magic");
        Ask(InSync, 5, Round, "Wait ha-2: it has not reported yet");
    }

    [Fact]
    public void Nothing_is_restarted_while_a_template_is_on_its_way()
    {
        var template = RoundDecision.Waits("ha-1", "the template a is being rolled out");

        Assert.Equal(RollVerdict.Wait, InSync.Ask(Round, Scene.At(0, Two), template).Report.Verdict);
        // What has begun goes on.
        var begun = Ask(InSync, 0, Round, "Go ha-2: ", restarts: "ha-2").Next;
        Assert.Equal(RollVerdict.Go, begun.Ask(Round, Scene.At(1, Two), template).Report.Verdict);
    }

    [Fact]
    public void A_command_of_the_operators_restarts_it_and_no_request()
    {
        var round = Round with { Restarts = false };

        Ask(InSync, 0, round, "Go ha-2: ");
    }

    [Fact]
    public void One_of_the_last_release_is_restarted_by_a_command_only()
    {
        const string agents = "ha-1! ha-2";
        var state = Say(RestartCoordination.None, 0, "ha-2", 1);
        var round = new RollRequest("one", true, [new("ha-2", Life(1)), new("ha-1", null)]);
        state = Say(Ask(state, 0, round, "Go ha-2: ", restarts: "ha-2", agents: agents).Next, 1, "ha-2", 2);

        Ask(
            state, 1, round, "Refused ha-1: its release takes no request to restart: restart it by hand, or give a command",
            agents: agents);
        state = Ask(state, 1, round with { Restarts = false }, "Go ha-1: ", agents: agents).Next;
        // It comes back as one of this release.
        state = Say(Say(state, 2, "ha-1", 2), 2, "ha-2", 2);
        Ask(state, 2, round with { Restarts = false }, "Done : ");
    }

    [Fact]
    public void There_is_one_round_at_a_time_and_one_that_asks_no_more_is_over()
    {
        var state = Ask(InSync, 0, Round, "Go ha-2: ", restarts: "ha-2").Next;
        var other = Round with { Round = "two" };

        Ask(state, 1, other, "Refused : another round is under way; it ends a minute after its last question");
        Assert.Equal("ha-2", state.Restarting(Scene.At(59, Two)));
        Assert.Null(state.Restarting(Scene.At(60, Two)));
        Ask(Say(Say(state, 60, "ha-1", 1), 60, "ha-2", 1), 60, other, "Go ha-2: ", restarts: "ha-2");
    }

    [Fact]
    public void What_an_agent_says_of_itself_is_bounded()
    {
        var report = Ask(Say(InSync, 0, "ha-1", 1, why: new string('x', 9000)), 0, Round, $"Wait ha-1: {new string('x', 200)}").Report;

        Assert.Equal("host-ha-1", report.Agents.Single(agent => agent.Name == "ha-1").Host);
    }

    private static RestartCoordination.Step Ask(
        RestartCoordination state, double at, RollRequest request, string verdict, string restarts = "", string agents = Two)
    {
        var step = state.Ask(request, Scene.At(at, agents), template: null);
        Assert.Equal(verdict, $"{step.Report.Verdict} {step.Report.Agent}: {step.Report.Why}");
        Assert.IsType<StandingAsk>(Assert.IsType<CoordinatorEffect.TellAll>(step.Effects[0]).Message);
        Assert.False(((CoordinatorEffect.TellAll)step.Effects[0]).AlsoOld);
        Assert.Equal(
            restarts.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            step.Effects.OfType<CoordinatorEffect.Tell>().Where(tell => tell.Message is AgentRestart).Select(tell => tell.Agent));
        return step;
    }

    private static RestartCoordination Say(
        RestartCoordination state, double at, string agent, int life, string why = "", string servers = "all") => state.Take(
        new AgentStanding(agent, "made up", Life(life), "0.2.0", why.Length == 0, why, servers, true), Scene.At(at, Two));

    private static DateTimeOffset Life(int number) => DateTimeOffset.UnixEpoch.AddDays(number);
}
