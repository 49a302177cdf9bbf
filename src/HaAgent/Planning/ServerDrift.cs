using System.Collections.Immutable;

namespace Actors.HaAgent.Planning;

/// <summary>Compares what HAProxy says it has with what it should have.</summary>
public static class ServerDrift
{
    /// <summary>
    /// The commands that bring HAProxy back. A server whose line in the configuration was not understood is there by right
    /// and left as it is.
    /// </summary>
    /// <param name="readings">What HAProxy has.</param>
    /// <param name="wanted">What it should have.</param>
    /// <param name="routes">The routes that it has; null where they are not looked at.</param>
    public static ImmutableArray<RuntimeCommand> Between(
        ImmutableArray<ServerReading> readings, AppliedState wanted, ImmutableSortedDictionary<string, string>? routes = null)
    {
        var lines = wanted.Config.Servers;
        return ServerDiff.Between(
            readings.Where(reading => lines.ContainsKey(reading.Id) || !wanted.Config.IsOpaque(reading.Backend, reading.Name))
            .Select(reading => reading.ToRunning()),
            wanted.Servers,
            comparesOptions: false,
            between: routes is not null && wanted.Config.RoutesMap is { } map ? RouteMap.Between(map, routes, wanted.Routes) : null);
    }

    /// <summary>Whether all that is left to do is to delete servers that are in maintenance already.</summary>
    /// <param name="readings">What HAProxy has.</param>
    /// <param name="drift">What <see cref="Between"/> said of it.</param>
    public static bool IsOnlyLingering(ImmutableArray<ServerReading> readings, ImmutableArray<RuntimeCommand> drift)
    {
        var maintained = readings.Where(reading => reading.Admin == AdminState.Maintenance).Select(reading => reading.Id)
            .ToHashSet(StringComparer.Ordinal);
        var added = drift.OfType<RuntimeCommand.Add>().Select(command => command.Server).ToHashSet(StringComparer.Ordinal);
        return drift.All(command =>
            command is RuntimeCommand.SetState { State: AdminState.Maintenance } or RuntimeCommand.Delete
                && maintained.Contains(command.Server)
                && !added.Contains(command.Server));
    }
}
