using Actors.HaAgent.Orders;

namespace Actors.HaAgent.Desired;

/// <summary>What operators' overrides make of a server.</summary>
internal static class OverriddenServer
{
    /// <summary>A server with its override. An override takes traffic away or shares it otherwise; it gives none to a server that gets none.</summary>
    public static ServerState On(this OrderBook orders, ServerState server) => orders.For(server.Name) is not { } order ? server : server with
    {
        Weight = order.Weight ?? server.Weight,
        Admin = order.State ?? server.Admin,
        Why = order.State switch
        {
            AdminState.Drain => "drained by order",
            AdminState.Maintenance => "in maintenance by order",
            _ => server.Why,
        },
    };
}
