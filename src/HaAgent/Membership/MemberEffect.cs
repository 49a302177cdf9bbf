using Akka.Actor;
using Akka.Cluster;

namespace Actors.HaAgent.Membership;

/// <summary>What follows from a step of the <see cref="MemberTable"/>; the listener carries it out.</summary>
internal abstract record MemberEffect
{
    /// <summary>What plans gets a snapshot.</summary>
    public sealed record Publish(MembershipSnapshot Snapshot) : MemberEffect;

    /// <summary>A node gets an answer.</summary>
    public sealed record Answer(IActorRef Node, object Message) : MemberEffect;

    /// <summary>What watches HAProxy gets a <see cref="ServerQuestion"/>, or is to forget one.</summary>
    public sealed record Watch(object Question) : MemberEffect;

    /// <summary>A timer begins.</summary>
    public sealed record Begin(MemberDue Due, TimeSpan After) : MemberEffect;

    /// <summary>A timer, if there is one, ends.</summary>
    public sealed record End(MemberDue Due) : MemberEffect;

    /// <summary>Something for <see cref="MemberProbes"/>.</summary>
    public abstract record Probe(UniqueAddress Node) : MemberEffect;

    /// <summary>A node is probed until it answers.</summary>
    public sealed record BeginProbe(UniqueAddress Node, ProbeTarget Target) : Probe(Node);

    /// <summary>The probe of a node, if there is one, ends.</summary>
    public sealed record EndProbe(UniqueAddress Node) : Probe(Node);

    /// <summary>A node is asked once whether it answers.</summary>
    public sealed record AskOnce(UniqueAddress Node, ProbeTarget Target) : Probe(Node);

    /// <summary>Something goes to the log.</summary>
    public abstract record Note : MemberEffect
    {
        /// <summary>Writes it.</summary>
        public abstract void Write(ILogger logger);
    }
}
