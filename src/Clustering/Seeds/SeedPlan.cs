namespace Actors.Clustering.Seeds;

/// <summary>
/// Which nodes a node asks to be let in, and how long it waits before it forms a cluster of its own. Only the seed that is
/// listed first may form one; it asks all it can remember before, because a seed that knows no node but itself splits the
/// cluster when it restarts.
/// </summary>
/// <param name="Contacts">The addresses to ask, in order; the node itself stands first exactly when it may form a cluster.</param>
/// <param name="FormAfter">
/// How long the first seed asks members from before 0.1.0 before it forms a cluster. Akka knows one time for both: any other node asks
/// again after it.
/// </param>
/// <param name="GiveUpAfter">After how long without an answer the plan is no good any more; null for never.</param>
public sealed record SeedPlan(IReadOnlyList<SeedAddress> Contacts, TimeSpan FormAfter, TimeSpan? GiveUpAfter = null)
{
    /// <summary>How long the first seed waits for any answer at all before it forms a cluster.</summary>
    public TimeSpan AnswerWithin { get; init; } = FormAfter;

    /// <summary>The members that the node remembers, which it asks besides the seeds.</summary>
    public IReadOnlyList<SeedAddress> Remembered { get; init; } = [];

    /// <summary>Where the node moves to; null where it does not move.</summary>
    public ClusterMoveTarget? Move { get; init; }

    /// <summary>The plan of node <paramref name="self"/> whose cluster gives way to another.</summary>
    public static SeedPlan Into(SeedAddress self, ClusterMoveTarget target, ClusterTimings timings)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(timings);
        return new(
            [.. target.Contacts.Where(address => address != self).Distinct()], timings.AskAgainAfter, timings.MoveWithin)
        { Move = target };
    }

    /// <summary>Whether node <paramref name="self"/> may form a cluster: the seed that is listed first.</summary>
    public static bool MayForm(SeedAddress self, IReadOnlyList<SeedAddress> configured)
    {
        ArgumentNullException.ThrowIfNull(configured);
        return configured.Count > 0 && configured[0] == self;
    }

    /// <summary>
    /// The plan of node <paramref name="self"/> for the configured seeds and the members it remembers; where it may form a cluster, those
    /// of them that are alive.
    /// </summary>
    public static SeedPlan For(
        SeedAddress self, IReadOnlyList<SeedAddress> configured, IReadOnlyList<SeedAddress> remembered, ClusterTimings timings)
    {
        ArgumentNullException.ThrowIfNull(configured);
        ArgumentNullException.ThrowIfNull(remembered);
        ArgumentNullException.ThrowIfNull(timings);
        var mayForm = MayForm(self, configured);
        var remembers = remembered.Any(address => address != self);
        var others = configured.Concat(remembered).Where(address => address != self).Distinct();
        return new SeedPlan(
            mayForm ? [self, .. others] : [.. others],
            !mayForm ? timings.AskAgainAfter : remembers ? timings.FormAfterRestart : timings.FormAfterFreshStart)
        {
            AnswerWithin = remembers ? timings.FormAfterNoAnswer : timings.FormAfterFreshStart,
            Remembered = remembered,
        };
    }

    /// <summary>The plan where the seeds are others now; a node that moves asks whom it moves to.</summary>
    public SeedPlan WithSeeds(SeedAddress self, IReadOnlyList<SeedAddress> seeds, ClusterTimings timings) =>
        Move is null ? For(self, seeds, Remembered, timings) : this;
}

/// <summary>The cluster that a node moves to.</summary>
/// <param name="Contacts">Members of it, to ask to be let in.</param>
/// <param name="Identity">Its identity; null where that is not known.</param>
public sealed record ClusterMoveTarget(IReadOnlyList<SeedAddress> Contacts, string? Identity);
