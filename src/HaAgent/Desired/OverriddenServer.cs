using Actors.HaAgent.Overrides;

namespace Actors.HaAgent.Desired;

/// <summary>What operators' overrides make of a server.</summary>
internal static class OverriddenServer
{
    /// <summary>
    /// A server with its override. An override takes traffic away or shares it otherwise; it gives none to a server that gets none.
    /// </summary>
    public static ServerState On(this OverrideBook overrides, ServerState server) =>
        overrides.For(server.Name) is not { } wanted ? server : server with
        {
            Weight = wanted.Weight ?? server.Weight,
            Admin = wanted.State ?? server.Admin,
            Why = wanted.State switch
            {
                AdminState.Drain => WhyDrained.ByOverride,
                AdminState.Maintenance => WhyDrained.Maintenance,
                _ => server.Why,
            },
        };
}
