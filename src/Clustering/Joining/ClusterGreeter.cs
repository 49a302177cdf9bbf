using Actors.Clustering.Identity;
using Actors.Clustering.Messages;
using Akka.Actor;
using Akka.Cluster;

namespace Actors.Clustering.Joining;

/// <summary>Answers other nodes which cluster this node belongs to, and which node it is, in a cluster or not.</summary>
public sealed class ClusterGreeter : ReceiveActor
{
    /// <summary>The actor's name below <c>/user</c>.</summary>
    public const string Name = "cluster-greeter";

    /// <summary>An actor that nodes of every release have; it starts after this one.</summary>
    private const string OfEveryRelease = "split-healer";

    private readonly Cluster _cluster = Cluster.Get(Context.System);

    /// <summary>Made by <see cref="CreateProps"/>.</summary>
    public ClusterGreeter(Func<ClusterCard> card) => Receive<ClusterGreetingAsk>(_ => Sender.Tell(Greeting(card())));

    /// <param name="card">What the node announces of its cluster now.</param>
    public static Props CreateProps(Func<ClusterCard> card) => Props.Create(() => new ClusterGreeter(card));

    /// <summary>
    /// Asks the node at <paramref name="address"/> whether it has a greeter; every node that runs, one from before 0.1.0 too, answers for
    /// another actor. What comes back is for <see cref="Greet"/>. (An answer without a subject comes from this node itself, where the
    /// question could not be sent.)
    /// </summary>
    public static void Look(IActorContext context, Address address)
    {
        ArgumentNullException.ThrowIfNull(context);
        var user = new RootActorPath(address) / "user";
        context.ActorSelection(user / Name).Tell(new Identify(null));
        context.ActorSelection(user / OfEveryRelease).Tell(new Identify(null));
    }

    /// <summary>
    /// Asks the greeter that has answered for its cluster: a node from before 0.1.0 logs each message that it cannot read, so it gets none.
    /// </summary>
    /// <param name="answer">What has come back.</param>
    /// <param name="cluster">The cluster's name of the node that asks.</param>
    /// <param name="sender">The actor that the <see cref="ClusterGreeting"/> comes to.</param>
    /// <returns>Whether it was a greeter.</returns>
    public static bool Greet(ActorIdentity answer, string cluster, IActorRef sender)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (answer.Subject?.Path.Name != Name)
        {
            return false;
        }

        answer.Subject.Tell(new ClusterGreetingAsk(cluster), sender);
        return true;
    }

    // One that is only joining may not have learnt yet what it joins.
    private ClusterGreeting Greeting(ClusterCard card) => card.ToGreeting(_cluster.SelfMember.Status switch
    {
        MemberStatus.Joining => card.Identity is not null,
        MemberStatus.WeaklyUp or MemberStatus.Up => true,
        _ => false,
    }) with
    {
        Incarnation = _cluster.SelfUniqueAddress.Uid,
        Node = NodeDescription.NameIn(_cluster.Settings.AppVersion.ToString()),
    };
}
