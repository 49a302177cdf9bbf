using System.Collections.Immutable;
using Actors.HaAgent.Overrides;

namespace Actors.HaAgent.Desired;

/// <summary>
/// Splits a service's traffic by version: weights are chosen so that all servers of the version together have their share, whatever
/// their number, and each keeps its part within its version. Only servers that get traffic count.
/// </summary>
public static class CanaryWeights
{
    /// <summary>HAProxy's highest weight: the higher the weights, the nearer whole numbers come to a share.</summary>
    private const int Highest = 256;

    /// <summary>
    /// The servers with the weights that the overrides ask for. A service that has only one side of the split keeps its own weights: no
    /// client is to be left without an answer.
    /// </summary>
    public static ImmutableArray<ServerState> Split(ImmutableArray<ServerState> servers, OverrideBook overrides)
    {
        var factors = servers.GroupBy(server => server.Service, StringComparer.Ordinal)
            .Select(service =>
            (service.Key, Factors: overrides.For(
                ServiceOverride.KeyOf(service.Key))?.Canary is { } canary ? FactorsOf([.. service], canary) : null))
            .Where(service => service.Factors is not null).ToDictionary(
                service => service.Key, service => service.Factors!, StringComparer.Ordinal);
        return factors.Count == 0 ? servers : [.. servers.GroupBy(server => server.Service, StringComparer.Ordinal).SelectMany(service =>
            factors.TryGetValue(service.Key, out var split) ? split.On([.. service]) : service)];
    }

    private static Factors? FactorsOf(ImmutableArray<ServerState> servers, CanaryShare canary)
    {
        long version = 0, others = 0;
        foreach (var server in servers.Where(server => server.Admin == AdminState.Ready))
        {
            if (canary.Matches(server.Description.Version))
            {
                version += server.Weight;
            }
            else
            {
                others += server.Weight;
            }
        }

        if (version == 0 || others == 0)
        {
            return null;
        }

        double ofVersion = (double)canary.Share / version, ofOthers = (100.0 - canary.Share) / others;
        var highest = servers.Max(server => server.Weight * (canary.Matches(server.Description.Version) ? ofVersion : ofOthers));
        return new Factors(canary, ofVersion * Highest / highest, ofOthers * Highest / highest);
    }

    private sealed record Factors(CanaryShare Canary, double OfVersion, double OfOthers)
    {
        // Each side is rounded as a whole: of hundreds of servers that should have 0.3 each, some have 1 and the others 0.
        public IEnumerable<ServerState> On(ImmutableArray<ServerState> servers)
        {
            var weights = servers.Where(server => server.Admin == AdminState.Ready)
                .GroupBy(server => Canary.Matches(server.Description.Version)).SelectMany(side => Rounded([.. side]))
                .ToDictionary(one => one.Name, one => one.Weight, StringComparer.Ordinal);
            return servers.Select(server =>
                server with
                {
                    Weight = weights.TryGetValue(server.Name, out var weight) ? weight : Math.Clamp(
                    (int)Math.Round(Wanted(server)), 0, Highest)
                });
        }

        private double Wanted(ServerState server) => server.Weight * (Canary.Matches(server.Description.Version) ? OfVersion : OfOthers);

        // By largest remainder, and by name where those are the same, so that every agent comes to the same.
        private IEnumerable<(string Name, int Weight)> Rounded(ImmutableArray<ServerState> side)
        {
            var wanted = side.Select(server => (server.Name, Exact: Wanted(server))).ToList();
            var total = wanted.Sum(one => one.Exact);
            var left = (total > 0 ? Math.Max(1, (int)Math.Round(total)) : 0) - wanted.Sum(one => (int)one.Exact);
            return wanted.OrderByDescending(one => one.Exact % 1).ThenBy(one => one.Name, StringComparer.Ordinal)
                .Select((one, place) => (one.Name, Math.Min(Highest, (int)one.Exact + (place < left ? 1 : 0))));
        }
    }
}
