using System.Diagnostics.Metrics;
using Actors.Clustering;
using Actors.HaAgent.Events;
using Actors.HaAgent.Health;

namespace Actors.HaAgent.Reporting;

/// <summary>
/// The overview as metrics. A series of a service that is there, of a kind or of a role does not vanish: it goes to 0, so that a rule can
/// compare it. What is read is the newest overview; a scrape makes one first.
/// </summary>
public sealed class HealthMetrics : IDisposable
{
    private static readonly EffectiveState[] NodeStates = [.. Enum.GetValues<EffectiveState>().Except([EffectiveState.Refused])];
    private static readonly string[] Roles = [NodeRoles.Seed, NodeRoles.Ha, NodeRoles.Web];
    private static readonly (string Kind, Func<NodeOverride, bool> Is)[] Kinds =
    [
        ("drain", one => one.State == AdminState.Drain),
        ("maintenance", one => one.State == AdminState.Maintenance),
        ("weight", one => one.Weight is not null),
        ("canary", one => one.Canary is not null),
        ("freeze", one => one.Frozen is true),
    ];

    private readonly Meter _meter = new(Tracing.Name);
    private readonly OverviewBoard _overviews;

    public HealthMetrics(OverviewBoard overviews, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        _overviews = overviews;
        Add("actors.nodes", "{node}", "Nodes by service and effective state.", seen => seen.Services.SelectMany(service =>
            NodeStates.Select(state => Of(
                service.States.GetValueOrDefault(state.ToString()), ("service", service.Name), ("state", Word(state))))));
        Add(
            "actors.service.health", "{service}", "1 for the health that a service has (healthy, degraded, down), 0 for the others.",
            seen => seen.Services.SelectMany(service => Enum.GetValues<ServiceHealth>().Select(health => Of(
                service.Health == health ? 1 : 0, ("service", service.Name), ("state", Word(health))))));
        Add("actors.overrides", "{override}", "Operators' overrides in force, by kind.", seen => Kinds.Select(kind => Of(
            seen.Overrides.InForce.Count(one => kind.Is(one.Value)), ("kind", kind.Kind))));
        Add("actors.override.oldest.age", "s", "Since when the oldest override of a kind is in force; 0 for none.", seen =>
            Kinds.Select(kind => Of(
                Age(seen.Overrides.InForce.Where(one => kind.Is(one.Value)).Min(one => (DateTimeOffset?)one.Value.At)),
                ("kind", kind.Kind))));
        Add("actors.pin.age", "s", "Since when a template is pinned; 0 where none is.", seen => [Of(Age(seen.Status.Pinned?.Since))]);
        Add("actors.cluster.members", "{member}", "Members of the cluster by role, status and whether they are reachable.", MembersOf);
        Add("actors.build.info", "{info}", "1, with the versions of the agent and of its HAProxy.", seen => [Of(
            1, ("version", seen.Status.Version ?? ""), ("haproxy_version", seen.Status.HaProxy.Version))]);

        long Age(DateTimeOffset? since) => since is { } at ? Math.Max(0, (long)(time.GetUtcNow() - at).TotalSeconds) : 0;
    }

    public void Dispose() => _meter.Dispose();

    private void Add(string name, string unit, string what, Func<Overview, IEnumerable<Measurement<long>>> read) =>
        _meter.CreateObservableGauge(name, () => _overviews.Latest is { } seen ? read(seen) : [], unit, what);

    // Of each role those that are well and those that are not, if there are none; any other status where there is such a member.
    private static IEnumerable<Measurement<long>> MembersOf(Overview seen)
    {
        var there = seen.Members.GroupBy(member => (Role: RoleOf(member), Status: Word(member.Status), member.Reachable))
            .ToDictionary(group => group.Key, group => group.Count());
        return there.Keys.Concat(Roles.SelectMany(role => new[] { (role, "up", true), (role, "up", false) })).Distinct()
            .Select(key => Of(
                there.GetValueOrDefault(key), ("role", key.Item1), ("status", key.Item2), ("reachable", Word(key.Item3))));
    }

    private static string RoleOf(ClusterViewMember member) => Roles.FirstOrDefault(role => member.Roles.Contains(role)) ?? "other";

    private static string Word<T>(T value) => value!.ToString()!.ToLowerInvariant();

    private static Measurement<long> Of(long value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        var tags = new KeyValuePair<string, object?>[labels.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            tags[i] = new(labels[i].Name, labels[i].Value);
        }

        return new(value, tags);
    }
}
