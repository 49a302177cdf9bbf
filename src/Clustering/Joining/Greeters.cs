using Actors.Clustering.Seeds;
using Akka.Actor;

namespace Actors.Clustering.Joining;

/// <summary>
/// Which contacts can say which cluster they belong to: those with a <see cref="ClusterGreeter"/>. One without is from before 0.1.0.
/// </summary>
/// <param name="cluster">The name of the node's own cluster.</param>
internal sealed class Greeters(string cluster)
{
    private readonly HashSet<SeedAddress> _known = [];

    /// <summary>Something at a contact has answered; a greeter is asked for its cluster.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="asker">Gets the <see cref="Messages.ClusterGreeting"/>.</param>
    /// <returns>The contact, where it is not known to have a greeter.</returns>
    public SeedAddress? Silent(ActorIdentity answer, IActorRef asker)
    {
        if (answer.Subject is not { } subject || SeedAddress.From(subject.Path.Address) is not { } contact)
        {
            return null;
        }

        if (ClusterGreeter.Greet(answer, cluster, asker))
        {
            _known.Add(contact);
        }

        return _known.Contains(contact) ? null : contact;
    }
}
