using Actors.Clustering.Seeds;
using Actors.Clustering.Settings;
using Microsoft.Extensions.Logging;

namespace Actors.Clustering.Hosting;

/// <summary>The nodes that a life of the node's actor system asks to be let in.</summary>
internal sealed class StartPlanning(
    NodeOptions options, ClusterNodeSetup setup, KnownMembersFile knownMembers, TimeProvider time, ILogger logger)
{
    /// <summary>Makes the plan, and says which seeds are configured, as they call themselves.</summary>
    /// <param name="move">The cluster that the node moves to; null where it does not move.</param>
    /// <param name="cancellationToken">The program stops.</param>
    public async Task<(
        SeedPlan Plan, IReadOnlyList<SeedAddress> Seeds)> MakeAsync(ClusterMoveTarget? move, CancellationToken cancellationToken)
    {
        var self = new SeedAddress(options.Host, options.Port);
        var seeds = await SeedNames.WithSelfAsync(self, options.Seeds, name => SeedNames.ResolveAsync(name, options.BindHost, time));
        return (move is not null
            ? SeedPlan.Into(self, move, setup.Timings)
            : SeedPlan.For(self, seeds, await RememberedAsync(self, seeds, cancellationToken), setup.Timings), seeds);
    }

    // One that forms a cluster where no member answers must not wait for those that are gone. Any other node asks them all until one
    // answers: none may answer now only because the network is cut. Beyond its own networks a node asks only those that it is configured
    // with.
    private async Task<IReadOnlyList<SeedAddress>> RememberedAsync(
        SeedAddress self, IReadOnlyList<SeedAddress> seeds, CancellationToken cancellationToken)
    {
        var remembered = knownMembers.Read();
        var near = await LivingMembers.AmongAsync(
            remembered,
            (member, token) => seeds.Contains(member) ? Task.FromResult(true) : setup.IsNear(member, token),
            time,
            cancellationToken);
        if (remembered.Except(near).ToList() is { Count: > 0 } far)
        {
            logger.LogInformation(
                "Remembered members that are neither configured seeds nor in a network of this node are not asked: {Members}",
                string.Join(", ", far));
        }

        return SeedPlan.MayForm(self, seeds)
            ? await LivingMembers.AmongAsync(near, setup.TakesConnection, time, cancellationToken)
            : near;
    }
}
