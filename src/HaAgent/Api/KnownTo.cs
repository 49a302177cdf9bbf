using Actors.Clustering.Hosting;
using Actors.HaAgent.Reconciling;
using Akka.Actor;

namespace Actors.HaAgent.Api;

/// <summary>What the config writer knows: the nodes and services that there can be an override for.</summary>
internal static class KnownTo
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(5);

    /// <summary>Asks it; null between two actor systems.</summary>
    public static async Task<ConfigWriter.Inputs?> AskAsync(ClusterNode node, AgentActors actors, CancellationToken cancellationToken)
    {
        try
        {
            return node.System is null ? null : await actors.Writer.Ask<ConfigWriter.Inputs>(ConfigWriter.GetInputs.Instance, LongestAnswer, cancellationToken);
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }
}
