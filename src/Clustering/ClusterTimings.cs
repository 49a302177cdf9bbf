namespace Actors.Clustering;

/// <summary>
/// How long the protocols of the cluster wait, in one place, so that a test may change a value. Every program runs with
/// <see cref="Default"/>. Gossip and heartbeats have theirs in <c>cluster.hocon</c>.
/// </summary>
public sealed record ClusterTimings
{
    /// <summary>What every program runs with.</summary>
    public static readonly ClusterTimings Default = new();

    /// <summary>
    /// How long a member is unreachable before its death is put to the vote. Default: 5 s; less takes living ones for dead on a busy
    /// machine.
    /// </summary>
    public TimeSpan DownAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often each node checks which members are unreachable, while any is. Default: 250 ms.</summary>
    public TimeSpan CheckUnreachableEvery { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a vote waits for answers. Default: 1 s.</summary>
    public TimeSpan VoteWithin { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The least time from one vote to the next: where some hear a member and others do not, there is no hurry. Default: 1 s.
    /// </summary>
    public TimeSpan VoteEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often the configured seeds that are not members are asked which cluster they are in. Default: 5 s.</summary>
    public TimeSpan AskSeedsEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After how long a node that is in no cluster yet says what it waits for. Default: 5 s.</summary>
    public TimeSpan WaitingSaidAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often it says so again. Default: 1 min.</summary>
    public TimeSpan WaitingSaidEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How many times in a row, <see cref="AskSeedsEvery"/> apart, a node may be found joining before it starts again: on a busy machine it
    /// takes some seconds. Default: 4.
    /// </summary>
    public int MostJoining { get; init; } = 4;

    /// <summary>
    /// How much later than the agents the others move to another cluster: an agent must not see them go, for HAProxy still reaches them.
    /// Default: 1 s.
    /// </summary>
    public TimeSpan OthersMoveAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a node asks the cluster that it moves to. Its members were there a moment ago: where none answers, they have gone or move
    /// themselves. Default: 20 s.
    /// </summary>
    public TimeSpan MoveWithin { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long the first seed asks the others before it forms a cluster, where it remembers none. Default: 2 s.</summary>
    public TimeSpan FormAfterFreshStart { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The same where something takes a connection at the address of a member that it remembers: a member that lives answers which cluster
    /// it belongs to, and anything else is not waited for (docs/adr/0032). Default: 5 s.
    /// </summary>
    public TimeSpan FormAfterNoAnswer { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The same where a member of its own cluster has answered. They may let it in only once they have removed its earlier life, which
    /// takes them up to 10 s; those that are in no cluster say so at once, and then nothing waits. Default: 30 s.
    /// </summary>
    public TimeSpan FormAfterRestart { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the answers of who the seeds are must be the same before the first of them forms a cluster. Longer than a name service
    /// keeps an answer that is no longer so: in Kubernetes 5 s. Default: 6 s.
    /// </summary>
    public TimeSpan FormAfterFound { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>The same for a seed that finds itself alone: others may only not be found yet. Default: 15 s.</summary>
    public TimeSpan FormAfterAlone { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The same for the next one, where the first does not answer and more than half of them do. Default: 1 min.</summary>
    public TimeSpan FormWithoutFirst { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The same for the first, where fewer than half of them answer. Longer than <see cref="FormWithoutFirst"/>: cut off from the others,
    /// it finds the cluster that they have formed when it reaches them again. Default: 2 min.
    /// </summary>
    public TimeSpan FormWithoutHalf { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How often a node that is in no cluster asks who the seeds are. Default: 1 s.</summary>
    public TimeSpan FindSeedsEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a member does. Default: 10 s.</summary>
    public TimeSpan FindSeedsAgainEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a node that is in no cluster asks others which one they belong to. Default: 500 ms.</summary>
    public TimeSpan GreetEvery { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long an answer counts. Default: 5 s.</summary>
    public TimeSpan AnswerCountsFor { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a node waits for one that is certainly of its own system before it joins one that only seems so. Default: 2 s.
    /// </summary>
    public TimeSpan DoubtFor { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How often a node that may form no cluster asks to be let in, until it is: a request may be lost, and the node that it asks may
    /// be in no cluster yet. Default: 2 s.
    /// </summary>
    public TimeSpan AskAgainAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long membership is quiet before the known members are written down. Default: 200 ms.</summary>
    public TimeSpan RememberAfter { get; init; } = TimeSpan.FromMilliseconds(200);
}
