using System.Collections.Immutable;
using Actors.HaAgent.Desired;

namespace Actors.HaAgent.Planning;

/// <summary>Compares what is applied with what is wanted.</summary>
public static class Planner
{
    /// <summary>
    /// HAProxy looks each server up in a list, so that adding costs (servers added) x (servers there). Beyond this, some
    /// 0.6 s on 3.0, a reload is faster: 10,000 at once take 0.8 s by reload and 15 s by commands (docs/adr/0008).
    /// </summary>
    private const long MostAddingWork = 4_000_000;

    /// <param name="revision">The revision of the desired state.</param>
    /// <param name="applied">What HAProxy is known to have; null where that is unknown, which makes it a reload.</param>
    /// <param name="wanted">What it should have.</param>
    /// <param name="version">HAProxy's version, which says what its runtime API can do.</param>
    public static Plan Decide(DesiredRevision revision, AppliedState? applied, AppliedState wanted, HaProxyVersion version)
    {
        if (applied is null)
        {
            return new Plan.Reload(revision, "what HAProxy has is unknown", []);
        }

        var commands = ServerDiff.Between(
            applied.Servers,
            wanted.Servers,
            between: wanted.Config.RoutesMap is { } map ? RouteMap.Between(map, applied.Routes, wanted.Routes) : null);
        if (applied.Config.Rest != wanted.Config.Rest)
        {
            return new Plan.Reload(
                revision, RestDifference.Of(applied.Config.Rest, wanted.Config.Rest), WithoutDynamicServers(commands));
        }

        if (commands.IsEmpty)
        {
            return new Plan.Nothing(revision);
        }

        if (version.HasDynamicServers && commands.OfType<RuntimeCommand.Add>().LongCount() * wanted.Servers.Length > MostAddingWork)
        {
            return new Plan.Reload(revision, $"{Names(commands)}: so many at once are faster by a reload", WithoutDynamicServers(commands));
        }

        return version.HasDynamicServers || !commands.Any(command => command.NeedsDynamicServers)
            ? new Plan.Runtime(revision, commands)
            : new Plan.Reload(
                revision, $"{Names(commands)}; HAProxy {version} is older than {HaProxyVersion.FirstWithDynamicServers}",
                WithoutDynamicServers(commands));
    }

    /// <summary>What can be done while no configuration can be rendered: a node that goes or wants no traffic gets none.</summary>
    /// <param name="applied">What HAProxy has.</param>
    /// <param name="desired">What it should have, could it be rendered.</param>
    public static (ImmutableArray<RuntimeCommand> Commands, AppliedState After) WithoutFile(AppliedState applied, DesiredState desired)
    {
        var admin = desired.Servers.ToDictionary(server => server.Name, server => server.Admin, StringComparer.Ordinal);
        var after = applied with
        {
            Servers = [
                .. applied.Servers.Select(server => server with { Admin = admin.GetValueOrDefault(server.Line.Name, AdminState.Drain) })],
        };
        return (ServerDiff.Between(applied.Servers, after.Servers), after);
    }

    // A server that is replaced under its name keeps serving until the reload: what is there now may be alive. Routes may lead to
    // backends that only the reload brings.
    private static ImmutableArray<RuntimeCommand> WithoutDynamicServers(ImmutableArray<RuntimeCommand> commands)
    {
        var added = commands.OfType<RuntimeCommand.Add>().Select(command => command.Server).ToHashSet(StringComparer.Ordinal);
        return commands.RemoveAll(command => command.NeedsDynamicServers || added.Contains(command.Server) || command.IsRoute);
    }

    private static string Names(ImmutableArray<RuntimeCommand> commands)
    {
        var added = commands.OfType<RuntimeCommand.Add>().Select(command => command.Server).ToList();
        var deleted = commands.OfType<RuntimeCommand.Delete>().Select(command => command.Server).ToList();
        var parts = new[]
        {
            Listed("added", added.Except(deleted)),
            Listed("deleted", deleted.Except(added)),
            Listed("changed", added.Intersect(deleted)),
        };
        return string.Join(", ", parts.Where(part => part.Length > 0));
    }

    private static string Listed(string what, IEnumerable<string> servers)
    {
        const int Most = 10;
        var names = servers.Order(StringComparer.Ordinal).ToList();
        return names.Count switch
        {
            0 => "",
            <= Most => $"{what} {string.Join(' ', names)}",
            _ => $"{what} {string.Join(' ', names.Take(Most))} and {names.Count - Most} more",
        };
    }
}
