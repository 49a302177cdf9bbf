using System.Collections.Immutable;
using Actors.HaAgent.Desired;

namespace Actors.HaAgent.Planning;

/// <summary>What HAProxy is known to have, moved only when the supervisor has confirmed it.</summary>
/// <param name="Config">The configuration that was applied.</param>
/// <param name="Servers">Its servers, with their administrative states.</param>
public sealed record AppliedState(RenderedConfig Config, ImmutableArray<WantedServer> Servers)
{
    /// <summary>The state that a rendered configuration and what it was rendered from make together. Names are unique over all services.</summary>
    public static AppliedState Of(RenderedConfig config, DesiredState desired)
    {
        var admin = desired.Servers.ToDictionary(server => server.Name, server => server.Admin, StringComparer.Ordinal);
        return new AppliedState(config, [.. config.Servers.Values.Select(line => new WantedServer(line, admin.GetValueOrDefault(line.Name, AdminState.Ready)))]);
    }
}
