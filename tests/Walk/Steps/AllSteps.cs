namespace Actors.Walk.Steps;

/// <summary>The steps, in their order. Some begin anew, the others go on where the one before has ended.</summary>
internal static class AllSteps
{
    public static IReadOnlyList<WalkStep> InOrder { get; } =
        [Balancing.Step, Supervision.Step, Membership.Step, Reaction.Step, Rendering.Step, NodeList.Step, Following.Step];
}
