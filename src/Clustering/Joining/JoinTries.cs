namespace Actors.Clustering.Joining;

/// <summary>
/// What a node has last done to get into its cluster. The same again only after a while: then it is another member's turn. Pure.
/// </summary>
/// <param name="Step">The last step.</param>
/// <param name="At">When that was; null for never.</param>
/// <param name="Count">How often a member has been asked in vain.</param>
internal sealed record JoinTries(JoinStep Step, TimeSpan? At, int Count)
{
    /// <summary>Nothing yet.</summary>
    public static readonly JoinTries None = new(JoinStep.Wait.Instance, null, 0);

    /// <summary>The tries with what is to be done now; the same value where that is nothing.</summary>
    /// <param name="state">What has been heard.</param>
    /// <param name="now">The moment.</param>
    public JoinTries Next(JoinState state, TimeSpan now)
    {
        var isOver = now - At >= state.Timings.AskAgainAfter;
        var count = isOver ? Count + 1 : Count;
        var step = state.Next(now, count);
        var isTheSame = (!isOver && step.GetType() == Step.GetType()) || (step == Step && step is not JoinStep.Join);
        return step is JoinStep.Wait || isTheSame ? this : new JoinTries(step, now, count);
    }
}
