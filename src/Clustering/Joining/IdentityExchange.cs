using Actors.Clustering.Identity;
using Actors.Clustering.Messages;
using Akka.Actor;
using Akka.Cluster;

namespace Actors.Clustering.Joining;

/// <summary>
/// Gives an identity to a cluster that has none, as one from before 0.1.0 whose nodes are replaced one after the other: a member without
/// one asks the first members, seeds before all others; where none of them knows any, the first member makes it.
/// </summary>
public sealed class IdentityExchange : ReceiveActor, IWithTimers
{
    /// <summary>The actor's name below <c>/user</c>.</summary>
    public const string Name = "identity-exchange";

    private const int MostAsked = 3;
    private const int RoundsBeforeOwn = 3;
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly string _name;
    private readonly ClusterIdentityFile _identity;
    private readonly ClusterTimings _timings;
    private int _rounds;

    /// <summary>Made by <see cref="CreateProps"/>.</summary>
    public IdentityExchange(string cluster, ClusterIdentityFile identity, ClusterTimings timings)
    {
        _name = cluster;
        _identity = identity;
        _timings = timings;
        Receive<AskDue>(_ => OnAskDue());
        Receive<ActorIdentity>(answer => ClusterGreeter.Greet(answer, _name, Self));
        Receive<ClusterGreeting>(OnGreeting);
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="cluster">The cluster's name.</param>
    /// <param name="identity">Where its identity is kept.</param>
    /// <param name="timings">How long it waits.</param>
    public static Props CreateProps(string cluster, ClusterIdentityFile identity, ClusterTimings timings) =>
        Props.Create(() => new IdentityExchange(cluster, identity, timings));

    /// <inheritdoc />
    protected override void PreStart() => Timers.StartPeriodicTimer(nameof(AskDue), AskDue.Instance, _timings.AskSeedsEvery);

    private void OnAskDue()
    {
        if (_identity.Current is not null || _cluster.SelfMember.Status != MemberStatus.Up)
        {
            _rounds = 0;
            return;
        }

        var first = _cluster.State.Members.Where(member => member.Status == MemberStatus.Up)
            .OrderBy(NodeRoles.Rank).ThenBy(member => member.Address.ToString(), StringComparer.Ordinal).Select(member => member.Address)
            .Take(MostAsked + 1).ToList();
        if (++_rounds > RoundsBeforeOwn && first[0] == _cluster.SelfAddress)
        {
            _identity.OrNew();
            return;
        }

        foreach (var member in first.Where(member => member != _cluster.SelfAddress))
        {
            ClusterGreeter.Look(Context, member);
        }
    }

    private void OnGreeting(ClusterGreeting greeting)
    {
        var card = ClusterCard.Of(greeting);
        if (_identity.Current is null && card.Cluster == _name && card.Identity is { } identity && greeting.IsMember
            && _cluster.State.Members.Any(member => member.Address == Sender.Path.Address))
        {
            _identity.Adopt(identity);
        }
    }

    private sealed record AskDue
    {
        public static readonly AskDue Instance = new();
    }
}
