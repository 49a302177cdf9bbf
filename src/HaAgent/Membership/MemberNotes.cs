using Akka.Actor;

namespace Actors.HaAgent.Membership;

/// <summary>What the <see cref="MemberTable"/> has to say to operators.</summary>
internal static class MemberNotes
{
    /// <summary>A node may get traffic.</summary>
    public sealed record Healthy(string Name, string How) : MemberEffect.Note
    {
        public override void Write(ILogger logger) => logger.LogInformation("{Node} is healthy: {How}.", Name, How);
    }

    /// <summary>A node gets no traffic yet.</summary>
    public sealed record Unanswered(string Name, string? Host, int Port, string Fault) : MemberEffect.Note
    {
        public override void Write(ILogger logger) => logger.LogWarning(
            "{Node} has not answered at {Host}:{Port}: {Fault}. It gets no traffic until it does.", Name, Host, Port, Fault);
    }

    /// <summary>A node is taken for an impostor.</summary>
    public sealed record Unconfirmed(string Name, Address Address) : MemberEffect.Note
    {
        public override void Write(ILogger logger) => logger.LogWarning(
            "{Node} at {Address} announced that it has joined, but the cluster does not show it: it is removed.", Name, Address);
    }

    /// <summary>It is the agent that has lost the cluster.</summary>
    public sealed record SelfLost(Address Address) : MemberEffect.Note
    {
        public override void Write(ILogger logger) => logger.LogWarning(
            "This agent is not in the cluster any more: {Node} stays a server.", Address);
    }

    /// <summary>A node that leaves serves on.</summary>
    public sealed record Held(string Name, string Service, double Seconds) : MemberEffect.Note
    {
        public override void Write(ILogger logger) => logger.LogInformation(
            "{Node} leaves and is held: it is the last node of {Service} that serves; waiting up to {Seconds} s for another to serve.",
            Name, Service, Seconds);
    }

    /// <summary>A node that leaves has had its time.</summary>
    public sealed record NotDrained(string Name, TimeSpan Timeout) : MemberEffect.Note
    {
        public override void Write(ILogger logger) => logger.LogWarning(
            "{Node} still has requests after HaProxy:DrainTimeout = {Timeout}: it is removed all the same, they may end.", Name, Timeout);
    }
}
