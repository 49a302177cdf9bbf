using Actors.Clustering.Messages;
using Actors.HaAgent.Coordination;

namespace Actors.HaAgent.Tests.Coordination;

/// <summary>What the coordinator tells which agent, event by event.</summary>
public sealed class TemplateCoordinationSpecs
{
    private const string Two = "ha-1 ha-2";

    [Fact]
    public void The_first_word_of_a_template_has_all_asked_and_each_goes_in_its_turn()
    {
        var state = Take(TemplateCoordination.None, 0, "ha-2 Waiting", "all: ask", "ha-1: Waiting ha-1", "ha-2: Waiting ha-1");
        // The one whose turn it is next begins once another knows of it.
        state = Take(state, 0.1, "ha-1 Waiting", "ha-1: Waiting ha-1 (ha-1)", "ha-2: Waiting ha-1 (ha-1)", "all: ask");
        state = Take(state, 0.1, "ha-1 Waiting ha-1", "ha-1: Waiting ha-1 (ha-1)");
        state = Take(state, 0.1, "ha-2 Waiting ha-1", "ha-1: Applying  (ha-1)", "ha-2: Waiting ha-1 (ha-1)");
        state = Take(state, 0.2, "ha-1 Applying", "ha-1: Waiting ha-1 (ha-1)", "ha-2: Waiting ha-1 (ha-1)");
        // What is not new is told to the one that asks.
        state = Take(state, 1.1, "ha-2 Waiting ha-1", "ha-2: Waiting ha-1 (ha-1)");
        state = Tick(state, 2, "all: ask");
        state = Take(state, 3, "ha-1 InForce", "ha-1: Waiting ha-2 (ha-2)", "ha-2: Waiting ha-2 (ha-2)", "all: ask");
        state = Take(state, 3, "ha-1 InForce ha-2", "ha-1: Waiting ha-2 (ha-2)", "ha-2: Applying  (ha-2)");
        state = Take(state, 4, "ha-2 Applying", "ha-1: Waiting ha-2 (ha-2)", "ha-2: Waiting ha-2 (ha-2)");
        // And to all that there is no trial any more.
        state = Take(state, 5, "ha-2 InForce", "ha-1: Waiting ", "ha-2: Waiting ");
        Assert.True(state.IsActive);
        state = Tick(state, 11, "");
        Assert.False(state.IsActive);
    }

    [Theory]
    [InlineData("InForce")]
    [InlineData("Other")]
    [InlineData("Pinned")]
    public void What_is_announced_is_told_again_to_one_that_does_not_know_of_it(string stage)
    {
        var state = Take(TemplateCoordination.None, 0, "ha-1 Waiting", "all: ask", "ha-1: Waiting ha-2", "ha-2: Waiting ha-2");
        state = Take(state, 0, $"ha-2 {stage}", "ha-1: Waiting ha-1 (ha-1)", "ha-2: Waiting ha-1 (ha-1)", "all: ask");
        // That was lost.
        state = Tick(state, 1, "all: ask");
        state = Take(state, 1, $"ha-2 {stage}", "ha-2: Waiting ha-1 (ha-1)");
        _ = Take(state, 1, $"ha-2 {stage} ha-1", "ha-1: Applying  (ha-1)", "ha-2: Waiting ha-1 (ha-1)");
    }

    [Fact]
    public void A_refusal_stops_all_until_that_agent_has_it()
    {
        var state = Take(TemplateCoordination.None, 0, "ha-1 Waiting", "all: ask", "ha-1: Waiting ha-2", "ha-2: Waiting ha-2");
        state = Take(state, 0, "ha-2 Waiting", "ha-1: Waiting ha-1 (ha-1)", "ha-2: Waiting ha-1 (ha-1)", "all: ask");
        state = Take(state, 0, "ha-2 Waiting ha-1", "ha-1: Applying  (ha-1)", "ha-2: Waiting ha-1 (ha-1)");
        state = Take(state, 1, "ha-1 Refused", "ha-1: Stopped ha-1 (ha-1)", "ha-2: Stopped ha-1 (ha-1)");
        state = Take(state, 29, "ha-2 Stopped ha-1", "ha-2: Stopped ha-1 (ha-1)");
        state = Take(state, 30, "ha-1 Waiting", "ha-1: Applying  (ha-1)", "ha-2: Waiting ha-1 (ha-1)");
        state = Take(state, 30.5, "ha-2 Stopped ha-1", "ha-2: Waiting ha-1 (ha-1)");
        _ = Take(state, 31, "ha-1 InForce", "ha-1: Waiting ha-2 (ha-2)", "ha-2: Waiting ha-2 (ha-2)", "all: ask");
    }

    [Fact]
    public void Of_two_templates_one_is_applied_at_a_time()
    {
        var state = Take(TemplateCoordination.None, 0, "ha-1 Waiting", "all: ask", "ha-1: Waiting ha-2", "ha-2: Waiting ha-2");
        state = Take(state, 0, "ha-2 Other", "ha-1: Waiting ha-1 (ha-1)", "ha-2: Waiting ha-1 (ha-1)", "all: ask");
        state = Take(state, 0, "ha-2 Other ha-1", "ha-1: Applying  (ha-1)", "ha-2: Waiting ha-1 (ha-1)");
        state = TakeOf("b", state, 1, "ha-2 Waiting", "all: ask", "ha-1: Waiting ha-1", "ha-2: Waiting ha-1");
        state = TakeOf("b", state, 1, "ha-1 Busy", "");
        Assert.NotNull(state.Blocks(Scene.At(1, Two)));
        state = Take(state, 2, "ha-1 InForce", "ha-1: Waiting ha-2", "ha-2: Waiting ha-2");
        state = TakeOf("b", state, 2, "ha-1 Other", "ha-1: Waiting ha-1", "ha-2: Waiting ha-1");
        // It has not got the other one for ten seconds now.
        _ = TakeOf("b", state, 11, "ha-2 Waiting", "ha-1: Waiting ha-2 (ha-2)", "ha-2: Waiting ha-2 (ha-2)", "all: ask");
    }

    [Fact]
    public void While_an_agent_is_restarted_none_has_its_turn()
    {
        var state = TemplateCoordination.None.Take(Said("ha-1 Waiting", "a"), Scene.At(0, "ha-1"), "ha-2");

        Assert.Equal(["all: ask", "ha-1: Waiting ha-2"], state.Effects.Select(Words));
        Assert.Equal(
            ["ha-1: Applying  (ha-1)"],
            state.Next.Take(Said("ha-1 Waiting", "a"), Scene.At(1, "ha-1"), null).Effects.Select(Words));
    }

    [Fact]
    public void One_of_the_last_release_is_asked_and_told_nothing()
    {
        var step = TemplateCoordination.None.Take(Said("ha-2 Waiting", "a"), Scene.At(0, "ha-1! ha-2"), null);
        step = step.Next.Take(Said("ha-1 Waiting", "a"), Scene.At(0, "ha-1! ha-2"), null);

        Assert.Equal(["ha-2: Waiting ha-1"], step.Effects.Select(Words));
        Assert.True(((CoordinatorEffect.TellAll)step.Next.Tick(Scene.At(1, "ha-1! ha-2"), null).Effects[0]).AlsoOld);
    }

    [Fact]
    public void What_no_agent_can_have_takes_no_room()
    {
        var state = TemplateCoordination.None.Take(Said("ha-1 InForce", "a"), Scene.At(0, Two), null);
        Assert.False(state.Next.IsActive);

        var many = Enumerable.Range(0, 1000).Aggregate(
            TemplateCoordination.None, (next, i) => next.Take(Said("ha-1 Waiting", $"{i}"), Scene.At(0, Two), null).Next);
        Assert.InRange(many.Tick(Scene.At(1, Two), null).Effects.OfType<CoordinatorEffect.TellAll>().Count(), 1, 100);
    }

    private static TemplateCoordination Take(TemplateCoordination state, double at, string said, params string[] effects) =>
        Check(state.Take(Said(said, "a"), Scene.At(at, Two), null), effects);

    private static TemplateCoordination TakeOf(string hash, TemplateCoordination state, double at, string said, params string[] effects) =>
        Check(state.Take(Said(said, hash), Scene.At(at, Two), null), effects);

    private static TemplateCoordination Tick(TemplateCoordination state, double at, params string[] effects) =>
        Check(state.Tick(Scene.At(at, Two), null), effects);

    private static TemplateCoordination Check(TemplateCoordination.Step step, string[] effects)
    {
        Assert.Equal(effects.Where(effect => effect.Length > 0), step.Effects.Select(Words));
        return step.Next;
    }

    // AGENT STAGE, and whose trial it knows of.
    private static TemplateAnswer Said(string said, string hash) =>
        new(said.Split(' ')[0], hash, said.Split(' ')[1], "") { Trial = said.Split(' ').ElementAtOrDefault(2) };

    private static string Words(CoordinatorEffect effect) => effect switch
    {
        CoordinatorEffect.TellAll { Message: TemplateAsk } => "all: ask",
        CoordinatorEffect.Tell { Message: TemplateTurn turn } tell =>
            $"{tell.Agent}: {turn.Stage} {turn.Agent}{(turn.Trial is { } trial ? $" ({trial})" : "")}",
        _ => $"{effect}",
    };
}
