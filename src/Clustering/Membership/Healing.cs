using Actors.Clustering.Identity;
using Actors.Clustering.Messages;
using Actors.Clustering.Seeds;

namespace Actors.Clustering.Membership;

/// <summary>What a member does when it has found another cluster of its system: of the two exactly one gives way. Pure.</summary>
internal abstract record Healing
{
    /// <summary>Nothing.</summary>
    public static readonly Healing None = new Nothing();

    private Healing()
    {
    }

    /// <summary>A cluster asks; the larger one goes on.</summary>
    /// <param name="ours">What this cluster has to say for itself.</param>
    /// <param name="theirs">What that one has.</param>
    public static Healing OfAsk(ClusterClaim ours, ClusterClaim theirs)
    {
        if (ours.YieldsTo(theirs))
        {
            return new MoveAll(new(theirs.Contacts, theirs.Card.Identity?.Value));
        }

        var claim = ours.ToAsk();
        return new Answer(new ClusterMove(claim.Contacts) { Claim = claim });
    }

    /// <summary>This cluster is to give way.</summary>
    /// <param name="move">Whither.</param>
    /// <param name="from">Who says so.</param>
    /// <param name="ours">What this cluster has to say for itself.</param>
    /// <param name="isStranger">Whether a cluster is another system's.</param>
    public static Healing OfMove(ClusterMove move, MoveSender from, Func<ClusterClaim> ours, Func<ClusterCard, bool> isStranger)
    {
        var contacts = ClusterClaim.Read(move.Contacts);
        if (contacts.Count == 0)
        {
            return None;
        }

        if (from != MoveSender.Seed)
        {
            return from == MoveSender.Member ? new Move(new(contacts, move.Identity)) : new Refuse();
        }

        // A question may have been under way for as long as the network was cut, and this cluster be the larger one by now: then the
        // other one gives way, and both would.
        var theirs = move.Claim is null ? null : ClusterClaim.Of(move.Claim);
        return !isStranger(theirs?.Card ?? ClusterCard.Silent) && (theirs is null || ours().YieldsTo(theirs))
            ? new MoveAll(new(contacts, theirs?.Card.Identity?.Value))
            : None;
    }

    /// <summary>What the members of a cluster that gives way are told: where the other one is, and which it is.</summary>
    public static ClusterMove ToMembers(ClusterMoveTarget target) =>
        new([.. target.Contacts.Select(contact => contact.ToString())]) { Identity = target.Identity };

    /// <summary>Nothing.</summary>
    private sealed record Nothing : Healing;

    /// <summary>The other cluster is to give way.</summary>
    public sealed record Answer(ClusterMove Message) : Healing;

    /// <summary>This cluster gives way: each member of it moves.</summary>
    public sealed record MoveAll(ClusterMoveTarget Target) : Healing;

    /// <summary>This node moves, since its cluster gives way.</summary>
    public sealed record Move(ClusterMoveTarget Target) : Healing;

    /// <summary>An address that has no say in this wants the cluster to move.</summary>
    public sealed record Refuse : Healing;
}

/// <summary>Who wants a cluster to move.</summary>
internal enum MoveSender
{
    /// <summary>Neither a member nor a seed.</summary>
    Unknown,

    /// <summary>A member of this cluster.</summary>
    Member,

    /// <summary>A configured seed, which is in the other one.</summary>
    Seed,
}
