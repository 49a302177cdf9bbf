using Actors.Clustering.Messages;
using Actors.HaAgent.Coordination;

namespace Actors.HaAgent.Tests.Coordination;

/// <summary>Which agent's turn it is, as a table: what agents have said, which there are, and what is decided.</summary>
public sealed class TemplateRoundSpecs
{
    private const string Three = "ha-1 ha-2 ha-3";

    // What was said at 0 s, as NAME:STAGE[:TRIAL]; ? for one that was asked and has said nothing.
    [Theory]
    [InlineData("ha-1:Waiting", "ha-1", 0, "Applying ha-1")]
    [InlineData("ha-1:Waiting ha-2:Waiting ha-3:Waiting", Three, 0, "Next ha-1")]
    [InlineData("ha-1:Stopped ha-2:Waiting ha-3:Waiting", Three, 0, "Next ha-1")]
    [InlineData("ha-1:InForce ha-2:Waiting ha-3:Waiting", Three, 0, "Next ha-2")]
    [InlineData("ha-1:Pinned ha-2:InForce ha-3:Waiting", Three, 0, "Next ha-3")]
    // It begins once another one knows of it, which can tell the next coordinator: its own word does not do, nor that of another trial.
    [InlineData("ha-1:Waiting:ha-1 ha-2:Waiting ha-3:Waiting", Three, 0, "Next ha-1")]
    [InlineData("ha-1:Waiting ha-2:Waiting ha-3:Waiting:ha-1", Three, 0, "Applying ha-1")]
    [InlineData("ha-1:InForce ha-2:Waiting ha-3:Waiting:ha-1", Three, 0, "Next ha-2")]
    [InlineData("ha-1:InForce ha-2:Waiting ha-3:Waiting:ha-2", Three, 0, "Applying ha-2")]
    [InlineData("ha-1:InForce:ha-2 ha-2:Waiting", "ha-1 ha-2", 0, "Applying ha-2")]
    // The oldest is beside the coordinator, and ends with it: another has to know, where there is one that is heard.
    [InlineData("ha-1:InForce:ha-2 ha-2:Waiting ha-3:Waiting", Three, 0, "Next ha-2")]
    [InlineData("ha-1:InForce:ha-2 ha-2:Waiting ha-3:Other:ha-2", Three, 0, "Applying ha-2")]
    [InlineData("ha-1:InForce:ha-2 ha-2:Waiting", Three, 0, "Applying ha-2")]
    [InlineData("ha-1:? ha-2:Waiting:ha-2", "ha-1 ha-2", 0, "Next ha-2")]
    [InlineData("ha-1:Waiting ha-2:Waiting", "ha-1 ha-2!", 0, "Applying ha-1")]
    [InlineData("ha-1:InForce ha-2:InForce ha-3:InForce", Three, 0, "Waiting : no agent waits for it")]
    // It is waited for each that may know something, and for each that is before and has not got it, and not for ever.
    [InlineData("ha-1:Waiting ha-2:? ha-3:Waiting", Three, 0, "Waiting ha-2: it has not answered yet; it is waited for 10 s at most")]
    [InlineData("ha-1:Waiting ha-2:? ha-3:Waiting", Three, 10, "Waiting : no agent waits for it")]
    [InlineData("ha-1:Other ha-2:Waiting", "ha-1 ha-2", 0,
        "Waiting ha-1: it has not got this template yet; it is waited for 10 s at most")]
    [InlineData("ha-1:Waiting ha-2:Other", "ha-1 ha-2", 0, "Next ha-1")]
    [InlineData("ha-1:Waiting ha-2:Other:ha-1", "ha-1 ha-2", 0, "Applying ha-1")]
    [InlineData("ha-1:Waiting ha-2:Busy", "ha-1 ha-2", 0, "Waiting ha-2: it applies another template")]
    // One that left before its turn is not missed.
    [InlineData("ha-1:Waiting ha-2:Waiting", "ha-2", 0, "Applying ha-2")]
    // One at a time.
    [InlineData("ha-1:Waiting ha-2:Applying ha-3:Waiting", Three, 0, "Waiting ha-2: it applies this template")]
    [InlineData("ha-1:Waiting ha-2:Applying", "ha-1 ha-2!", 0, "Waiting ha-2: it applies this template")]
    // None after one that it did not do for.
    [InlineData("ha-1:Refused ha-2:Waiting", "ha-1 ha-2", 0, "Stopped ha-1: it was refused there")]
    [InlineData("ha-1:Refused ha-2:Waiting", "ha-2", 30, "Stopped ha-1: it was refused there")]
    [InlineData("ha-1:Applying ha-2:Waiting", "ha-2", 0, "Stopped ha-1: it has left since its turn came")]
    [InlineData("ha-1:Applying ha-2:Waiting", "ha-1 ha-2", 10, "Stopped ha-1: it has not reported since its turn came")]
    [InlineData("ha-1:Applying ha-1:Other ha-2:Waiting", "ha-1 ha-2", 0,
        "Stopped ha-1: its turn came, and it has another template now")]
    // It alone tries again, and the others go on once it has it.
    [InlineData("ha-2:Applying ha-2:Waiting ha-1:Waiting:ha-2", "ha-1 ha-2", 0, "Applying ha-2")]
    [InlineData("ha-2:Applying ha-2:Waiting ha-1:Waiting", "ha-1 ha-2", 0, "Next ha-2")]
    [InlineData("ha-2:Applying ha-2:InForce ha-1:Waiting", "ha-1 ha-2", 0, "Next ha-1")]
    [InlineData("ha-2:Applying ha-2:Pinned ha-1:Waiting", "ha-1 ha-2", 0, "Next ha-1")]
    // What another coordinator has begun.
    [InlineData("ha-2:Waiting:ha-1 ha-3:Waiting:ha-1", "ha-2 ha-3", 0, "Stopped ha-1: it has left since its turn came")]
    [InlineData("ha-1:? ha-2:Waiting:ha-1", "ha-1 ha-2", 0, "Waiting ha-1: it has not answered yet")]
    [InlineData("ha-1:? ha-2:Waiting:ha-1", "ha-1 ha-2", 10, "Stopped ha-1: it has not reported since its turn came")]
    [InlineData("ha-1:Applying ha-2:Waiting:ha-1", "ha-1 ha-2", 0, "Waiting ha-1: it applies this template")]
    [InlineData("ha-1:InForce ha-2:Waiting:ha-1", "ha-1 ha-2", 0, "Next ha-2")]
    [InlineData("ha-2:Waiting:ha-1 ha-1:InForce", "ha-1 ha-2", 0, "Next ha-2")]
    // One of 0.1.0 decides by itself, in the same order; what it says to have been stopped by may be known to it alone.
    [InlineData("ha-1:Waiting ha-2:Waiting", "ha-1! ha-2", 0, "Waiting ha-1: it must apply this template first")]
    [InlineData("ha-1:InForce ha-2:Waiting", "ha-1! ha-2", 0, "Applying ha-2")]
    [InlineData("ha-1:Stopped ha-2:Waiting", "ha-1! ha-2", 0, "Stopped ha-1: it was stopped there")]
    [InlineData("ha-1:Waiting ha-2:Stopped", "ha-1 ha-2!", 0, "Applying ha-1")]
    [InlineData("ha-1:Waiting ha-2:Waiting", "ha-1! ha-2", 10, "Waiting : no agent waits for it")]
    // A later release may be at something else.
    [InlineData("ha-1:Pondering ha-2:Waiting", "ha-1 ha-2", 0,
        "Waiting ha-1: it has not got this template yet; it is waited for 10 s at most")]
    public void It_is_decided(string said, string agents, double at, string decision)
    {
        var round = said.Split(' ').Select(one => one.Split(':')).Aggregate(
            new TemplateRound("hash", 0),
            (next, one) => one[1] == "?"
                ? next.Asked(Scene.At(0, one[0]))
                : next.Take(
                    new TemplateAnswer(one[0], "hash", one[1], "") { Trial = one.ElementAtOrDefault(2) }, Scene.At(0, "").Now));

        var decided = round.Decide(Scene.At(at, agents), hold: null);

        Assert.Equal(
            decision, decided.IsAnnounced ? $"Next {decided.Agent}" : $"{decided.Stage} {decided.Agent}: {decided.Why}".TrimEnd(':', ' '));
    }

    [Fact]
    public void What_holds_a_turn_back_holds_back_no_stop()
    {
        var hold = RoundDecision.Waits("ha-9", "it is being restarted");
        var waiting = new TemplateRound("hash", 0).Take(new TemplateAnswer("ha-1", "hash", "Waiting", ""), Scene.At(0, "").Now);
        var refused = waiting.Take(new TemplateAnswer("ha-2", "hash", "Refused", "no"), Scene.At(0, "").Now);

        Assert.Equal(hold, waiting.Decide(Scene.At(0, "ha-1 ha-2"), hold));
        Assert.Equal(RoundDecision.Stops("ha-2", "no"), refused.Decide(Scene.At(0, "ha-1 ha-2"), hold));
    }
}
