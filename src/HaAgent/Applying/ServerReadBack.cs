using System.Collections.Immutable;
using System.Globalization;
using Actors.HaAgent.Desired;

namespace Actors.HaAgent.Applying;

/// <summary>Compares what HAProxy says it has ("show servers state") with what it should have.</summary>
public static class ServerReadBack
{
    /// <summary>
    /// The difference in words; empty where there is none. Backends that HAProxy does not have are passed over: a user's
    /// own template may name them as it likes.
    /// </summary>
    public static string Difference(string state, ImmutableArray<ServerState> desired)
    {
        var has = state.Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' '))
            .Where(fields => fields.Length > 18)
            .Select(fields => (Service: fields[1], Name: fields[3], At: $"{fields[4]}:{fields[18]}"))
            .ToHashSet();
        var services = has.Select(server => server.Service).ToHashSet(StringComparer.Ordinal);
        var wanted = desired.Where(server => services.Contains(server.Service))
            .Select(server => (server.Service, server.Name, At: string.Create(CultureInfo.InvariantCulture, $"{server.Address}:{server.Port}")))
            .ToHashSet();
        var known = desired.Select(server => server.Service).ToHashSet(StringComparer.Ordinal);
        return string.Join("; ",
            wanted.Except(has).Select(server => $"{server.Service}/{server.Name} at {server.At} is missing")
                .Concat(has.Where(server => known.Contains(server.Service)).Except(wanted).Select(server => $"{server.Service}/{server.Name} at {server.At} should not be there"))
                .Order(StringComparer.Ordinal));
    }
}
