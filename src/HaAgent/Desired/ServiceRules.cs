using System.Collections.Immutable;
using Actors.Clustering;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent.Desired;

/// <summary>What decides which service may have what.</summary>
/// <param name="DefaultService">Gets whatever request no route wants; it speaks HTTP and is always there.</param>
/// <param name="TcpPorts">The ports that TCP services may have.</param>
/// <param name="Taken">The ports that the balancer itself listens on.</param>
/// <param name="Known">The services that are there already, with what they have; those without nodes are kept for a while.</param>
public sealed record ServiceRules(string DefaultService, PortRanges TcpPorts, OwnPorts Taken, ImmutableArray<ServiceState> Known)
{
    /// <summary>Only HTTP, and nothing known.</summary>
    public static readonly ServiceRules Default = new(NodeRoles.Web, PortRanges.None, OwnPorts.None, []);
}
