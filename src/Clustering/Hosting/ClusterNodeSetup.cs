using Akka.Actor;

namespace Actors.Clustering.Hosting;

/// <summary>What a program adds to the node that it runs.</summary>
public sealed class ClusterNodeSetup
{
    /// <summary>The roles and version that the node joins with.</summary>
    public required NodeIdentity Identity { get; init; }

    /// <summary>The text of the role's HOCON file.</summary>
    public required string RoleHocon { get; init; }

    /// <summary>Makes the program's actors in a new actor system, before it joins. Called again when the system is started again.</summary>
    public Action<ActorSystem, IServiceProvider> StartActors { get; init; } = (_, _) => { };

    /// <summary>Is awaited before each join, while the actor system runs already; ends when the token does.</summary>
    public Func<IServiceProvider, CancellationToken, Task> BeforeJoin { get; init; } = (_, _) => Task.CompletedTask;
}
