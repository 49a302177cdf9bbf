using Actors.Clustering.Identity;
using Actors.Clustering.Messages;
using Actors.Clustering.Seeds;
using Akka.Cluster;

namespace Actors.Clustering.Membership;

/// <summary>What one of two clusters has to say for itself when they find each other.</summary>
/// <param name="Members">How many members can be reached.</param>
/// <param name="First">The lowest address among them.</param>
/// <param name="Contacts">The nodes to ask to be let in: seeds first, then agents.</param>
public sealed record ClusterClaim(int Members, string First, IReadOnlyList<SeedAddress> Contacts)
{
    /// <summary>Enough that one lives, few enough for a small message.</summary>
    public const int MostContacts = 8;

    /// <summary>Which cluster it is.</summary>
    public required ClusterCard Card { get; init; }

    /// <summary>The claim of the cluster <paramref name="card"/> in this state.</summary>
    public static ClusterClaim Of(ClusterEvent.CurrentClusterState state, ClusterCard card)
    {
        ArgumentNullException.ThrowIfNull(state);
        var members = state.Members.Except(state.Unreachable).Where(member => member.Status is MemberStatus.Up or MemberStatus.WeaklyUp)
            .ToList();
        return new ClusterClaim(
            members.Count,
            members.Select(member => member.Address.ToString()).Min(StringComparer.Ordinal) ?? "",
            [
                .. members
                    .OrderBy(NodeRoles.Rank)
                    .ThenBy(member => member.Address.ToString(), StringComparer.Ordinal)
                    .Select(member => SeedAddress.From(member.Address))
                    .OfType<SeedAddress>()
                    .Take(MostContacts),
            ])
        {
            Card = card,
        };
    }

    /// <summary>The claim that came in a message; null where it names no node to go to.</summary>
    public static ClusterClaim? Of(ClusterAsk ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        var contacts = Read(ask.Contacts);
        return contacts.Count == 0 ? null : new ClusterClaim(ask.Members, ask.First, contacts) { Card = ClusterCard.Of(ask.Greeting) };
    }

    /// <summary>The addresses of a message that are some, as many as count.</summary>
    public static IReadOnlyList<SeedAddress> Read(IEnumerable<string> contacts) =>
        [.. contacts.OfType<string>().Take(MostContacts).Select(SeedAddress.TryParse).OfType<SeedAddress>()];

    /// <summary>
    /// Whether this cluster gives way to <paramref name="other"/>: one that was formed for want of memory does, else the smaller one, so
    /// that few have to move. Of two, exactly one does.
    /// </summary>
    public bool YieldsTo(ClusterClaim other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Card.Identity is { } own && other.Card.Identity is { } its && own.Value != its.Value && own.IsFresh != its.IsFresh
            ? own.IsFresh
            : other.Members != Members ? other.Members > Members : string.CompareOrdinal(other.First, First) < 0;
    }

    /// <summary>As a message to the other cluster.</summary>
    public ClusterAsk ToAsk() =>
        new(Members, First, [.. Contacts.Select(contact => contact.ToString())]) { Greeting = Card.ToGreeting(isMember: true) };
}
