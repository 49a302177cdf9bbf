using Actors.HaAgent.Desired;

namespace Actors.HaAgent.Reconciling;

/// <summary>A server as HAProxy has it or will have it.</summary>
/// <param name="Server">The server.</param>
/// <param name="Source">Which source it is known from: <c>membership</c>, <c>file</c> until the cluster has shown it, <c>held</c> where the
/// cluster has lost it and the servers are frozen.</param>
/// <param name="Since">Since when it is in this state for this reason.</param>
public sealed record ServerStanding(ServerState Server, string Source, DateTimeOffset Since)
{
    /// <summary>The standing that follows.</summary>
    /// <param name="server">The server now.</param>
    /// <param name="source">Which source it is known from now.</param>
    /// <param name="before">Its standing before; null for none.</param>
    /// <param name="now">The moment.</param>
    public static ServerStanding After(ServerStanding? before, ServerState server, string source, DateTimeOffset now) =>
        new(server, source, before is not null && before.Server.Admin == server.Admin && before.Server.Why == server.Why ? before.Since
            : now);
}
