using Actors.HaAgent.Desired;

namespace Actors.HaAgent.Planning;

/// <summary>Compares what is applied with what is desired.</summary>
public static class Planner
{
    /// <param name="applied">What HAProxy is known to have; null where that is unknown, which makes it a reload.</param>
    /// <param name="desired">What it should have.</param>
    /// <param name="text">The configuration rendered from <paramref name="desired"/>.</param>
    public static Plan Decide(AppliedState? applied, DesiredState desired, string text)
    {
        if (applied is null)
        {
            return new Plan.Reload(desired.Revision, "what HAProxy has is unknown");
        }

        return applied.Text == text
            ? new Plan.Nothing(desired.Revision)
            : new Plan.Reload(desired.Revision, Difference(applied.Desired, desired));
    }

    private static string Difference(DesiredState applied, DesiredState desired)
    {
        var before = applied.Servers.ToDictionary(server => (server.Service, server.Name));
        var after = desired.Servers.ToDictionary(server => (server.Service, server.Name));
        var parts = new[]
        {
            Names("added", after.Keys.Except(before.Keys)),
            Names("removed", before.Keys.Except(after.Keys)),
            Names("changed", after.Where(server => before.TryGetValue(server.Key, out var old) && old != server.Value).Select(server => server.Key)),
        };
        var difference = string.Join(", ", parts.Where(part => part.Length > 0));
        return difference.Length == 0 ? "the template or a setting changed" : difference;
    }

    private static string Names(string what, IEnumerable<(string Service, string Name)> servers)
    {
        var names = servers.Select(server => $"{server.Service}/{server.Name}").Order(StringComparer.Ordinal).ToList();
        return names.Count == 0 ? "" : $"{what} {string.Join(' ', names)}";
    }
}
