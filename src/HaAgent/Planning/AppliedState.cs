using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Actors.HaAgent.Desired;

namespace Actors.HaAgent.Planning;

/// <summary>What HAProxy is known to have, moved only when the supervisor has confirmed it.</summary>
/// <param name="Config">The configuration that was applied.</param>
/// <param name="Servers">Its servers, with their administrative states.</param>
public sealed record AppliedState(RenderedConfig Config, ImmutableArray<BackendServer> Servers)
{
    /// <summary>The map of routes, from key to service; empty where the configuration looks none up.</summary>
    public ImmutableSortedDictionary<string, string> Routes { get; init; } = RouteMap.Empty;

    /// <summary>
    /// The servers, as <c>backend/server</c>, whose nodes have fallen silent: what they have of requests and connections is ended once
    /// HAProxy finds nothing there.
    /// </summary>
    public ImmutableHashSet<string> Silent { get; init; } = [];

    /// <summary>
    /// What it balances over as a number of 16 hexadecimal digits: the same on two agents that have the same servers in the same states and
    /// the same routes.
    /// </summary>
    public string ContentHash
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var server in Servers.OrderBy(server => server.Line.Id, StringComparer.Ordinal))
            {
                hash.AppendData(
                    Encoding.UTF8.GetBytes(
                        $"{server.Line.Id} {server.Line.EndPoint} {server.Line.Weight.ToString(CultureInfo.InvariantCulture)} "
                            + $"{server.Line.Options} {server.Admin}\n"));
            }

            foreach (var (key, service) in Routes)
            {
                hash.AppendData(Encoding.UTF8.GetBytes($"{key} {service}\n"));
            }

            return Convert.ToHexStringLower(hash.GetCurrentHash().AsSpan(0, 8));
        }
    }

    /// <summary>
    /// The state that a rendered configuration and what it was rendered from make together. Names are unique over all services.
    /// </summary>
    public static AppliedState Of(RenderedConfig config, DesiredState desired)
    {
        var admin = desired.Servers.ToDictionary(server => server.Name, server => server.Admin, StringComparer.Ordinal);
        return new AppliedState(
            config,
            [.. config.Servers.Values.Select(line => new BackendServer(line, admin.GetValueOrDefault(line.Name, AdminState.Ready)))])
        {
            Routes = config.RoutesMap is null ? RouteMap.Empty : RouteMap.Of(desired.Services),
            Silent = desired.Silent,
        };
    }
}
