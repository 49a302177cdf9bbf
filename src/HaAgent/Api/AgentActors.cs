using Akka.Actor;

namespace Actors.HaAgent.Api;

/// <summary>The actors that endpoints speak to. The actor system may start again while the process runs: then they are others.</summary>
public sealed class AgentActors
{
    private volatile Refs _current = new(ActorRefs.Nobody, ActorRefs.Nobody);

    /// <summary>The config writer.</summary>
    public IActorRef Writer => _current.Writer;

    /// <summary>The store of the operators' overrides.</summary>
    public IActorRef Overrides => _current.Overrides;

    /// <summary>Those of the actor system that has just started.</summary>
    public void Set(IActorRef writer, IActorRef overrides) => _current = new Refs(writer, overrides);

    private sealed record Refs(IActorRef Writer, IActorRef Overrides);
}
