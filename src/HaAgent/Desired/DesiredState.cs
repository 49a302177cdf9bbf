using System.Collections.Immutable;
using Actors.Clustering;
using Actors.HaAgent.Membership;

namespace Actors.HaAgent.Desired;

/// <summary>What HAProxy should balance over.</summary>
/// <param name="Revision">Rises with whatever it follows from: a snapshot, an order, a template. Never the same twice in a process.</param>
/// <param name="Servers">The servers, by service and name.</param>
/// <param name="Refused">Who is not let in, and why.</param>
public sealed record DesiredState(long Revision, ImmutableArray<ServerState> Servers, ImmutableArray<RefusedNode> Refused)
{
    /// <summary>The revision of the snapshot that it follows from.</summary>
    public SnapshotRevision Snapshot { get; init; }

    /// <summary>The nodes, by <see cref="NodeRecord.Key"/>, that leave and serve on all the same (<see cref="LastOfService"/>).</summary>
    public ImmutableHashSet<string> Held { get; init; } = [];

    /// <summary>The services by name, those that nobody is in included; those of the servers where not given.</summary>
    public ImmutableArray<ServiceState> Services { get => field.IsDefault ? ServiceState.Of(Servers) : field; init; }
}

/// <summary>One server of a backend.</summary>
/// <param name="Service">The service, which is the backend's name.</param>
/// <param name="Name">The node's name, which is the server's.</param>
/// <param name="Address">A parsed IP address in its shortest form.</param>
/// <param name="Port">1 to 65535.</param>
/// <param name="Weight">0 to 256.</param>
/// <param name="Version">What it serves, for people.</param>
/// <param name="Admin">Whether it gets traffic.</param>
/// <param name="Why">Why it does not; empty for ready.</param>
public sealed record ServerState(string Service, string Name, string Address, int Port, int Weight, string Version, AdminState Admin, string Why)
{
    /// <summary>What its node says that it speaks.</summary>
    public ServiceProtocol Protocol { get; init; }

    /// <summary>The port that its node wants for its TCP service; else 0.</summary>
    public int ListenPort { get; init; }

    /// <summary>The routes that its node wants, in the form of <see cref="ServiceRoute.Written"/>.</summary>
    public string Routes { get; init; } = "";

    /// <summary>How many connections it gets at once, more wait in HAProxy; 0 for no bound.</summary>
    public int MaxConnections { get; init; }

    /// <summary>How it is asked whether it is well, in the form of <see cref="HttpCheck.Written"/>.</summary>
    public string Check { get; init; } = "";
}

/// <summary>HAProxy's administrative states that we use ("set server ... state").</summary>
public enum AdminState
{
    /// <summary>Gets traffic as long as its checks pass.</summary>
    Ready,

    /// <summary>Kept in the list, gets no new traffic.</summary>
    Drain,

    /// <summary>Kept in the list, gets nothing at all and is not checked. Where HAProxy has it unwanted, it is one that is to be deleted.</summary>
    Maintenance,
}
