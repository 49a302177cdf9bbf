namespace Actors.Contracts.Api;

/// <summary>Everything that is known of a service, <c>GET /api/services</c>.</summary>
/// <param name="Name">Its name, which is the backend's.</param>
/// <param name="Protocol">What it speaks.</param>
/// <param name="ListenPort">For TCP the port that clients reach it at; else null.</param>
/// <param name="Routes">The routes that are its own.</param>
/// <param name="Nodes">How many nodes it has, those that are not in the cluster yet too: as many as <paramref name="States"/> has.</param>
/// <param name="Ready">How many of them should get traffic.</param>
/// <param name="Canary">How its traffic is split by version; null for by the weights.</param>
/// <param name="Health">What its clients get.</param>
/// <param name="HealthWhy">Why it is not healthy, such as <c>1 of 2 nodes serving: web-3 down (L4CON)</c>; empty where it is.</param>
/// <param name="Serving">How many nodes get new clients.</param>
/// <param name="States">How many nodes are in each effective state, by its name; a state with no node is not in it.</param>
/// <param name="Requests">Responses of its nodes so far, of whatever status, by HAProxy's counters: they begin anew with a reload.</param>
/// <param name="Errors">Failed connections and cut responses of its nodes so far, by HAProxy's counters.</param>
public sealed record ServiceView(
    string Name,
    ServiceProtocol Protocol,
    int? ListenPort,
    IReadOnlyList<string> Routes,
    int Nodes,
    int Ready,
    CanaryShare? Canary,
    ServiceHealth Health,
    string HealthWhy,
    int Serving,
    IReadOnlyDictionary<string, int> States,
    long Requests,
    long Errors) : ServiceReport(Name, Protocol, ListenPort, Routes, Nodes, Ready, Canary);

/// <summary>What the clients of a service get.</summary>
public enum ServiceHealth
{
    /// <summary>Each node that is meant to serve does.</summary>
    Healthy,

    /// <summary>At least one node serves, and another that is meant to does not.</summary>
    Degraded,

    /// <summary>No node serves: clients get 503.</summary>
    Down,
}

/// <summary>The headline of everything that an agent balances.</summary>
/// <param name="State">The worst of the services.</param>
/// <param name="Text">In a line, such as <c>shop is down: 0 of 2 nodes serving</c>.</param>
public sealed record HealthReport(ServiceHealth State, string Text);
