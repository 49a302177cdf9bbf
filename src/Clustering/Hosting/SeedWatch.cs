using Actors.Clustering.Joining;
using Akka.Actor;
using Akka.Cluster;

namespace Actors.Clustering.Hosting;

/// <summary>Has the seeds asked for again and again, often while the node is in no cluster yet, and publishes what is found.</summary>
internal sealed class SeedWatch : ReceiveActor, IWithTimers
{
    /// <summary>The actor's name below <c>/user</c>.</summary>
    public const string Name = "seed-watch";

    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly CancellationTokenSource _ending = new();
    private readonly SeedSearch _search;
    private readonly ClusterTimings _timings;

    public SeedWatch(SeedSearch search, ClusterTimings timings)
    {
        (_search, _timings) = (search, timings);
        Receive<AskDue>(_ => _search.AskAsync(_ending.Token).PipeTo(
            Self, success: isAnswered => new Asked(isAnswered), failure: _ => new Asked(IsAnswered: false)));
        Receive<Asked>(OnAsked);
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    public static Props CreateProps(SeedSearch search, ClusterTimings timings) => Props.Create(() => new SeedWatch(search, timings));

    /// <inheritdoc />
    protected override void PreStart() => Again();

    /// <inheritdoc />
    protected override void PostStop()
    {
        _ending.Cancel();
        _ending.Dispose();
    }

    private void OnAsked(Asked asked)
    {
        if (_search.IsFoundElsewhere && _cluster.SelfMember.Status == MemberStatus.Removed)
        {
            // In a cluster of its own it could not be reached.
            JoinEffects.GiveUp(Context.System);
            return;
        }

        _search.WarnOfOtherAddress();
        Context.System.EventStream.Publish(new ClusterEntry.SeedsFound(_search.Current, asked.IsAnswered));
        Again();
    }

    // Not on a timer of its own: a name service that is slow is not asked before it has answered.
    private void Again() => Timers.StartSingleTimer(
        nameof(AskDue), new AskDue(),
        _cluster.SelfMember.Status is MemberStatus.Up or MemberStatus.WeaklyUp ? _timings.FindSeedsAgainEvery : _timings.FindSeedsEvery);

    private sealed record AskDue;

    private sealed record Asked(bool IsAnswered);
}
