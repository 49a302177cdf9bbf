using System.Collections.Immutable;
using Actors.HaAgent.Membership;

namespace Actors.HaAgent.Desired;

/// <summary>What HAProxy should balance over.</summary>
/// <param name="Revision">Rises with whatever it follows from: a snapshot, an override, a template. Never the same twice in a
/// process.</param>
/// <param name="Servers">The servers, by service and name.</param>
/// <param name="Refused">Who is not let in, and why.</param>
public sealed record DesiredState(DesiredRevision Revision, ImmutableArray<ServerState> Servers, ImmutableArray<RefusedNode> Refused)
{
    /// <summary>The revision of the snapshot that it follows from.</summary>
    public SnapshotRevision Snapshot { get; init; }

    /// <summary>
    /// The servers, as <c>backend/server</c>, whose nodes have fallen silent, those that are no servers any more included.
    /// </summary>
    public ImmutableHashSet<string> Silent { get; init; } = [];

    /// <summary>The nodes, by <see cref="NodeRecord.Key"/>, that leave and serve on all the same (<see cref="LastOfService"/>).</summary>
    public ImmutableHashSet<string> Held { get; init; } = [];

    /// <summary>The other balancers, which stick-tables are shared with, by name.</summary>
    public ImmutableArray<BalancerPeer> Peers { get; init; } = [];

    /// <summary>The services by name, those without nodes included; those of the servers where not given.</summary>
    public ImmutableArray<ServiceState> Services { get => field.IsDefault ? ServiceState.Of(Servers) : field; init; }
}

/// <summary>One server of a backend: its node, and what HAProxy gives it.</summary>
/// <param name="Description">What its node says of itself.</param>
/// <param name="Address">A parsed IP address in its shortest form.</param>
/// <param name="Weight">Its weight in HAProxy, 0 to 256: the node's own, or by override.</param>
/// <param name="Admin">Whether it gets traffic.</param>
/// <param name="Why">Why it does not, or, of a node that is held (<see cref="LastOfService"/>), why it still does; else empty.</param>
public sealed record ServerState(NodeDescription Description, string Address, int Weight, AdminState Admin, string Why)
{
    /// <summary>The node's name, which is the server's.</summary>
    public string Name => Description.Name;

    /// <summary>The service, which is the backend's name.</summary>
    public string Service => Description.Service;

    /// <summary>1 to 65535.</summary>
    public int Port => Description.Port;
}
