using System.Text.Json.Serialization;
using Actors.Dev.Processes;

namespace Actors.Dev.State;

[JsonConverter(typeof(JsonStringEnumConverter<NodeRole>))]
internal enum NodeRole
{
    Seed,
    Ha,
    Web,
}

/// <summary>A node we started, or stopped and could start again at the same ports.</summary>
/// <param name="Name">Its name everywhere, such as <c>web-1</c>.</param>
/// <param name="Role">Which program it is.</param>
/// <param name="Port">Akka remoting.</param>
/// <param name="ManagementPort">Health, cluster view and status, on loopback.</param>
/// <param name="WebPort">The demo application's port; only for <see cref="NodeRole.Web"/>.</param>
/// <param name="Process">The process, when it was started and nobody has stopped it since.</param>
/// <param name="End">How it ended when it was us who ended it: stopped or killed.</param>
internal sealed record NodeRecord(
    string Name,
    NodeRole Role,
    int Port,
    int ManagementPort,
    int? WebPort = null,
    ProcessId? Process = null,
    string? End = null)
{
    /// <summary>Its program is <c>actors-</c> and this.</summary>
    [JsonIgnore]
    public string Program => Role switch
    {
        NodeRole.Seed => "seed",
        NodeRole.Ha => "ha",
        NodeRole.Web => "web",
        var other => throw new InvalidOperationException($"There is no program of {other}."),
    };

    /// <summary>The number of <c>web-7</c> is 7.</summary>
    [JsonIgnore]
    public int Number => int.TryParse(Name.AsSpan(Name.LastIndexOf('-') + 1), out var number) ? number : 0;

    [JsonIgnore]
    public IEnumerable<int> Ports => WebPort is { } web ? [Port, ManagementPort, web] : [Port, ManagementPort];
}
