namespace Actors.Contracts.Api;

/// <summary>A node that is not in the cluster yet, since its program is not well.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Service">Its service.</param>
/// <param name="Address">Its address.</param>
/// <param name="Reason">Why it waits.</param>
/// <param name="Since">Since when this agent has reports of it, without a longer pause.</param>
/// <param name="Port">The port that its program must listen on.</param>
/// <param name="Version">What it serves, for people.</param>
/// <param name="Weight">Its weight, 0 to 256.</param>
public sealed record WaitingNode(
    string Name, string Service, string Address, string Reason, DateTimeOffset Since, int Port, string Version, int Weight)
{
    /// <summary>Its zone (<c>Node:Zone</c>); empty where it has none.</summary>
    public string Zone { get; init => field = value ?? ""; } = "";
}

/// <summary>A node that is not let in, and why.</summary>
/// <param name="Name">Its name, or <c>?</c>.</param>
/// <param name="Address">Its address in the cluster.</param>
/// <param name="Reason">Why, for an operator.</param>
public sealed record RefusedNode(string Name, string Address, string Reason);
