using System.Collections.Immutable;
using System.Net;

namespace Actors.HaAgent.Settings;

/// <summary>
/// Which addresses may claim which service. A node says itself what it serves, so on a network that is not all one's own this keeps
/// a node of one team from taking traffic of another.
/// </summary>
/// <param name="Networks">The networks that a service may come from; a service that is not in here may come from nowhere. Empty for all
/// from everywhere.</param>
public sealed record ServicePolicy(ImmutableDictionary<string, ImmutableArray<IPNetwork>> Networks)
{
    /// <summary>How it is written.</summary>
    public const string Rule = "must be SERVICE=NETWORK,NETWORK;SERVICE=..., each network as ADDRESS/BITS, such as web=10.0.0.0/8,fd00::/8";

    /// <summary>Every node may claim everything.</summary>
    public static readonly ServicePolicy Open = new(ImmutableDictionary<string, ImmutableArray<IPNetwork>>.Empty);

    /// <summary>Reads a policy; null where <paramref name="text"/> is none.</summary>
    public static ServicePolicy? TryParse(string text)
    {
        var services = ImmutableDictionary.CreateBuilder<string, ImmutableArray<IPNetwork>>(StringComparer.Ordinal);
        foreach (var entry in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = entry.Split('=', StringSplitOptions.TrimEntries);
            var networks = ImmutableArray.CreateBuilder<IPNetwork>();
            foreach (var one in parts.ElementAtOrDefault(1)?.Split(',', StringSplitOptions.TrimEntries) ?? [])
            {
                if (!IPNetwork.TryParse(one, out var network))
                {
                    return null;
                }

                networks.Add(network);
            }

            if (parts.Length != 2 || networks.Count == 0 || !NodeNames.IsValid(parts[0]) || !services.TryAdd(
                parts[0], networks.ToImmutable()))
            {
                return null;
            }
        }

        return new ServicePolicy(services.ToImmutable());
    }

    /// <summary>Why a node may not serve a service; null where it may.</summary>
    /// <param name="service">The service.</param>
    /// <param name="address">The node's IP address.</param>
    public string? Against(string service, string address) =>
        Networks.IsEmpty ? null
        : !Networks.TryGetValue(service, out var networks) ? $"HaProxy:Allow has no service '{service}'"
        : !networks.Any(network => network.Contains(IPAddress.Parse(address))) ? $"HaProxy:Allow lets no {address} serve '{service}'"
        : null;
}
