using System.Text.Json.Serialization;
using Actors.HaAgent.Reconciling;

namespace Actors.HaAgent.Reporting;

/// <summary>A node as HAProxy has it or will have it.</summary>
/// <param name="Description">What it says of itself.</param>
/// <param name="Address">Its address.</param>
/// <param name="Weight">Its weight in HAProxy.</param>
/// <param name="State">Whether it gets traffic.</param>
/// <param name="Why">Why it does not.</param>
/// <param name="Source">
/// Which source it is known from: <c>membership</c>, <c>file</c> until the cluster has shown it, <c>held</c> where the cluster has lost it
/// and the list is frozen.
/// </param>
/// <param name="Since">Since when it is in this state for this reason.</param>
public sealed record NodeReport(
    [property: JsonIgnore] NodeDescription Description,
    string Address,
    int Weight,
    AdminState State,
    string Why,
    string Source,
    DateTimeOffset Since)
{
    /// <summary>Its name.</summary>
    [JsonPropertyOrder(-1)]
    public string Name => Description.Name;

    /// <summary>Its service.</summary>
    [JsonPropertyOrder(-1)]
    public string Service => Description.Service;

    /// <summary>Its port.</summary>
    public int Port => Description.Port;

    /// <summary>What it serves, for people.</summary>
    public string Version => Description.Version;

    /// <summary>The report of a server.</summary>
    public static NodeReport Of(ServerStanding standing)
    {
        ArgumentNullException.ThrowIfNull(standing);
        var server = standing.Server;
        return new(server.Description, server.Address, server.Weight, server.Admin, server.Why, standing.Source, standing.Since);
    }
}
