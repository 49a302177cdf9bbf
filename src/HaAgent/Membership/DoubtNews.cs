using Akka.Actor;
using Akka.Cluster;

namespace Actors.HaAgent.Membership;

/// <summary>What has changed in a doubt, for operators.</summary>
/// <param name="Name">The node.</param>
/// <param name="Address">Its address.</param>
/// <param name="Absence">Why it is taken for gone now; null for not any more.</param>
internal sealed record DoubtNews(string Name, Address Address, NodeAbsence? Absence)
{
    /// <summary>The news between two values of a doubt; null for none.</summary>
    public static DoubtNews? Of(UniqueAddress node, NodeDoubt before, NodeDoubt now) =>
        now.Absence == before.Absence ? null : new DoubtNews(now.Name, node.Address, now.Absence);

    /// <summary>Writes it.</summary>
    public void Write(ILogger logger)
    {
        if (Absence is null)
        {
            logger.LogInformation("{Node} answers at {Address} after all.", Name, Address);
            return;
        }

        logger.LogWarning(
            "{Node} is not at {Address} any more: {Why}. It gets no new requests, unless too few of its service are left.",
            Name,
            Address,
            Absence.Why);
    }
}
