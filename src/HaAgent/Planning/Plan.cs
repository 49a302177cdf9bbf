using System.Collections.Immutable;
using Actors.HaAgent.Desired;

namespace Actors.HaAgent.Planning;

/// <summary>What is to be done to HAProxy so that it has what is desired. Data only; the supervisor alone carries it out.</summary>
/// <param name="Revision">The revision of the desired state.</param>
public abstract record Plan(DesiredRevision Revision)
{
    /// <summary>HAProxy has it all.</summary>
    public sealed record Nothing(DesiredRevision Revision) : Plan(Revision);

    /// <summary>Commands of the runtime API are enough.</summary>
    /// <param name="Revision">The revision of the desired state.</param>
    /// <param name="Commands">What to send, in this order.</param>
    public sealed record Runtime(DesiredRevision Revision, ImmutableArray<RuntimeCommand> Commands) : Plan(Revision);

    /// <summary>HAProxy reads its configuration file again without losing a request.</summary>
    /// <param name="Revision">The revision of the desired state.</param>
    /// <param name="Reason">Why, for log and history.</param>
    /// <param name="Ahead">What the running worker can be told at once: who is going gets nothing more, even where the reload has to
    /// wait.</param>
    public sealed record Reload(DesiredRevision Revision, string Reason, ImmutableArray<RuntimeCommand> Ahead) : Plan(Revision);
}
