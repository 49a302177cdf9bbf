using System.Globalization;

namespace Actors.HaAgent.Health;

/// <summary>
/// What the clients of a service get, and the headline of all (docs/adr/0052). Pure.
/// <para>
/// Down: no node serves, for whatever reason, an operator's drain too: clients get 503. Degraded: at least one serves, and another that
/// is meant to does not. Who is drained, in maintenance or leaves is not meant to serve; nor is a node that starts, which is new and not
/// missing, for as long as <see cref="EffectiveStates.StartingFor"/>.
/// </para>
/// </summary>
public static class ServiceHealths
{
    /// <summary>More are too much for a line.</summary>
    private const int MostNamed = 3;

    /// <summary>The services.</summary>
    /// <param name="services">Each service as it should be.</param>
    /// <param name="nodes">The nodes with their effective states.</param>
    public static IReadOnlyList<ServiceView> Of(IReadOnlyCollection<ServiceReport> services, IReadOnlyCollection<NodeView> nodes)
    {
        ArgumentNullException.ThrowIfNull(services);
        var byService = nodes.ToLookup(node => node.Service, StringComparer.Ordinal);
        return [.. services.Select(service => Of(service, [.. byService[service.Name]]))];
    }

    /// <summary>The headline.</summary>
    /// <param name="services">The services.</param>
    /// <param name="haproxy">What the agent can see of HAProxy.</param>
    public static HealthReport Headline(IReadOnlyCollection<ServiceView> services, HaProxySight haproxy)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (haproxy is HaProxySight.Ended or HaProxySight.Silent)
        {
            return new(ServiceHealth.Down, haproxy == HaProxySight.Ended ? "HAProxy does not run" : "HAProxy does not answer");
        }

        if (services.Count == 0)
        {
            return new(ServiceHealth.Healthy, "no services yet");
        }

        var worst = services.Max(service => service.Health);
        return new(worst, worst == ServiceHealth.Healthy
            ? $"{Listing.Count(services.Count, "service")} healthy, {Serving(services)}"
            : Listing.Of([.. services.Where(service => service.Health == worst).Select(Named)], MostNamed));
    }

    private static ServiceView Of(ServiceReport service, IReadOnlyList<NodeView> nodes)
    {
        var states = nodes.GroupBy(node => node.Effective!.Value).OrderBy(group => group.Key)
            .ToDictionary(group => group.Key.ToString(), group => group.Count(), StringComparer.Ordinal);
        var serving = nodes.Count(node => node.Effective == EffectiveState.Serving);
        List<NodeView> missing = [.. nodes.Where(node => node.Effective is EffectiveState.Unreachable or EffectiveState.Down)];
        var health = serving == 0 ? ServiceHealth.Down : missing.Count > 0 ? ServiceHealth.Degraded : ServiceHealth.Healthy;
        List<NodeView> blamed = health == ServiceHealth.Down ? [.. nodes] : missing;
        return new ServiceView(
            service.Name, service.Protocol, service.ListenPort, service.Routes, nodes.Count, service.Ready, service.Canary, health,
            health == ServiceHealth.Healthy ? ""
            : nodes.Count == 0 ? "it has no nodes"
            : $"{Of(serving, nodes.Count)}: {Listing.Of([.. blamed.Select(Blame)], MostNamed)}",
            serving, states, nodes.Sum(node => node.HaProxy?.Requests ?? 0), nodes.Sum(node => node.HaProxy?.Errors ?? 0))
        {
            Override = service.Override,
        };
    }

    private static string Blame(NodeView node)
    {
        var state = node.Effective!.Value.ToString().ToLowerInvariant();
        return node.EffectiveWhy.Length == 0 ? $"{node.Name} {state}" : $"{node.Name} {state} ({node.EffectiveWhy})";
    }

    private static string Named(ServiceView service) =>
        $"{service.Name} is {service.Health.ToString().ToLowerInvariant()}: {Of(service.Serving, service.States.Values.Sum())}";

    private static string Serving(IReadOnlyCollection<ServiceView> services) =>
        Of(services.Sum(service => service.Serving), services.Sum(service => service.States.Values.Sum()));

    private static string Of(int serving, int all) =>
        string.Create(CultureInfo.InvariantCulture, $"{serving} of {Listing.Count(all, "node")} serving");
}
