using Actors.Clustering.Seeds;
using Microsoft.Extensions.Logging;

namespace Actors.Clustering.Hosting;

/// <summary>The nodes that a life of the node's actor system asks to be let in.</summary>
internal sealed class StartPlanning(
    SeedSearch search, ClusterNodeSetup setup, KnownMembersFile knownMembers, TimeProvider time, ILogger logger)
{
    /// <summary>Finds the seeds, and makes the plan.</summary>
    /// <param name="move">The cluster that the node moves to; null where it does not move.</param>
    /// <param name="cancellationToken">The program stops.</param>
    public async Task<SeedPlan> MakeAsync(ClusterMoveTarget? move, CancellationToken cancellationToken)
    {
        await search.BeginAsync(cancellationToken);
        var (self, seeds) = (new SeedAddress(search.Node.Host, search.Node.Port), search.Current);
        return move is not null
            ? SeedPlan.Into(self, move, setup.Timings)
            : SeedPlan.For(self, seeds.Addresses, await RememberedAsync(self, seeds, cancellationToken), setup.Timings);
    }

    // One that forms a cluster where no member answers must not wait for those that are gone. Any other node asks them all until one
    // answers: none may answer now only because the network is cut. Beyond its own networks a node asks only those that it is configured
    // with.
    private async Task<IReadOnlyList<SeedAddress>> RememberedAsync(SeedAddress self, SeedList seeds, CancellationToken cancellationToken)
    {
        var remembered = knownMembers.Read();
        var near = await LivingMembers.AmongAsync(
            remembered,
            (member, token) => seeds.Addresses.Contains(member) ? Task.FromResult(true) : setup.IsNear(member, token),
            time,
            cancellationToken);
        if (remembered.Except(near).ToList() is { Count: > 0 } far)
        {
            logger.LogInformation(
                "Remembered members that are neither configured seeds nor in a network of this node are not asked: {Members}",
                string.Join(", ", far));
        }

        // Which of those that are found is first may be another one in a moment.
        return !seeds.IsFound && SeedPlan.MayForm(self, seeds.Addresses)
            ? await LivingMembers.AmongAsync(near, setup.TakesConnection, time, cancellationToken)
            : near;
    }
}
