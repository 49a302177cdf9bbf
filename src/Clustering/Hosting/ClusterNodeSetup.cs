using Actors.Clustering.Seeds;
using Actors.Clustering.Settings;
using Akka.Actor;
using Akka.Configuration;

namespace Actors.Clustering.Hosting;

/// <summary>What a program adds to the node that it runs.</summary>
public sealed record ClusterNodeSetup
{
    /// <summary>The roles and version that the node joins with.</summary>
    public required NodeIdentity Identity { get; init; }

    /// <summary>
    /// Where <see cref="Identity"/> may become another: is awaited before each life of the actor system and says what that life joins with;
    /// ends when the token does. Null where it is the same for good.
    /// </summary>
    public Func<IServiceProvider, CancellationToken, Task<NodeIdentity>>? IdentityNow { get; init; }

    /// <summary>The text of the role's HOCON file.</summary>
    public required string RoleHocon { get; init; }

    /// <summary>Makes the program's actors in a new actor system, before it joins. Called again when the system is started again.</summary>
    public Action<ActorSystem, IServiceProvider> StartActors { get; init; } = (_, _) => { };

    /// <summary>Is awaited before each join, while the actor system runs already; ends when the token does.</summary>
    public Func<IServiceProvider, CancellationToken, Task> BeforeJoin { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>How long the protocols of the cluster wait.</summary>
    public ClusterTimings Timings { get; init; } = ClusterTimings.Default;

    /// <summary>HOCON above all other, for an actor system that runs on another clock or network.</summary>
    public Config Overrides { get; init; } = Config.Empty;

    /// <summary>Whether a remembered member is in a network of this machine; ends when the token does.</summary>
    public Func<SeedAddress, CancellationToken, Task<bool>> IsNear { get; init; } = OwnNetworks.HaveAsync;

    /// <summary>Whether a remembered member takes a connection; ends when the token does.</summary>
    public Func<SeedAddress, CancellationToken, Task<bool>> TakesConnection { get; init; } = LivingMembers.TakesConnectionAsync;

    /// <summary>Asks a source for its seeds; ends when the token does.</summary>
    public Func<SeedSource, CancellationToken, Task<SeedAnswer>> FindSeeds { get; init; } = SeedLookup.FindAsync;

    /// <summary>Every address of this machine.</summary>
    public Func<IReadOnlyList<string>> OwnAddresses { get; init; } = HostAddresses.All;
}
