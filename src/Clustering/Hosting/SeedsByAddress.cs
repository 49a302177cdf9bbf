using System.Collections.Immutable;
using System.Net;
using Actors.Clustering.Seeds;
using Akka.Actor;
using Akka.Cluster;
using Microsoft.Extensions.Logging;

namespace Actors.Clustering.Hosting;

/// <summary>
/// While no seed lets this node in, asks those that are listed by names by the addresses behind them too. Not at once, for a seed that
/// calls itself by its name logs what is sent to its address as an error.
/// </summary>
/// <param name="plan">Which seeds the node asks.</param>
/// <param name="addressesOf">The addresses of a name.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed class SeedsByAddress(
    SeedPlan plan, Func<string, Task<IReadOnlyList<string>>> addressesOf, TimeProvider time, ILogger logger)
{
    /// <summary>How long the seeds are asked by their names alone.</summary>
    private static readonly TimeSpan After = TimeSpan.FromSeconds(5);

    /// <summary>Asks until the node is a member, or its actor system ends.</summary>
    /// <param name="life">The actor system.</param>
    /// <param name="cancellationToken">The program stops.</param>
    public async Task AskAsync(Incarnation life, CancellationToken cancellationToken)
    {
        var cluster = Cluster.Get(life.System);
        if (IsNotWanted(cluster.SelfAddress))
        {
            return;
        }

        var known = ImmutableDictionary<SeedAddress, IReadOnlyList<SeedAddress>>.Empty;
        while (true)
        {
            await Task.WhenAny(life.Ended, Task.Delay(After, time, cancellationToken));
            if (life.Ended.IsCompleted || cancellationToken.IsCancellationRequested
                || cluster.State.Members.Any(member => member.UniqueAddress.Equals(cluster.SelfUniqueAddress)))
            {
                return;
            }

            var addresses = await SeedNames.AddressesAsync(plan.Contacts, addressesOf);
            var all = addresses.Values.SelectMany(some => some).ToHashSet();
            if (!all.SetEquals(known.Values.SelectMany(some => some)))
            {
                known = addresses;
                logger.LogWarning(
                    "No seed of {Seeds} lets this node in. List one that calls itself by an address (its Node:Host) by that address; "
                    + "until then these are asked too: {Addresses}.",
                    string.Join(", ", plan.Contacts),
                    string.Join(", ", all.Except(plan.Contacts)));
                life.AskAlso(addresses);
            }
        }
    }

    // A node that may form a cluster, or that moves into another, has a limit of its own, which would begin anew.
    private bool IsNotWanted(Address self) =>
        plan.GiveUpAfter is not null
        || (plan.Contacts is [var first, ..] && first.ToAddress(self) == self)
        || plan.Contacts.All(contact => IPAddress.TryParse(contact.Host, out _));
}
