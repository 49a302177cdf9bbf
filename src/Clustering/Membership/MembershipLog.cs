using Akka.Actor;
using Akka.Cluster;
using Microsoft.Extensions.Logging;

namespace Actors.Clustering.Membership;

/// <summary>Logs every membership event as one structured line: what happened, node, address, roles, version, status.</summary>
public sealed class MembershipLog : ReceiveActor
{
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ILogger _logger;

    /// <summary>Made by <see cref="CreateProps"/>.</summary>
    public MembershipLog(ILogger logger)
    {
        _logger = logger;
        Receive<ClusterEvent.IMemberEvent>(change => OnEvent(change.GetType().Name, change.Member));
        Receive<ClusterEvent.ReachabilityEvent>(change => OnEvent(change.GetType().Name, change.Member));
    }

    /// <summary>How to make one.</summary>
    public static Props CreateProps(ILogger logger) => Props.Create(() => new MembershipLog(logger));

    /// <inheritdoc />
    protected override void PreStart() => _cluster.Subscribe(
        Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent),
        typeof(ClusterEvent.ReachabilityEvent));

    /// <inheritdoc />
    protected override void PostStop() => _cluster.Unsubscribe(Self);

    private void OnEvent(string what, Member member) => _logger.LogInformation(
        "{Event} {Node} {Address} roles={Roles} version={Version} status={Status}",
        what, NodeDescription.NameIn(member.AppVersion.ToString())
        ?? "?", member.Address, string.Join(',', member.Roles.Order(StringComparer.Ordinal)), member.AppVersion, member.Status);
}
