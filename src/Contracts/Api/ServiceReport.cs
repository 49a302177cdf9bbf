namespace Actors.Contracts.Api;

/// <summary>A service, which is a backend of HAProxy, as that has it or will have it.</summary>
/// <param name="Name">Its name, which is the backend's.</param>
/// <param name="Protocol">What it speaks.</param>
/// <param name="ListenPort">For TCP the port that clients reach it at; else null.</param>
/// <param name="Routes">The routes that are its own.</param>
/// <param name="Nodes">How many nodes are in it.</param>
/// <param name="Ready">How many of them should get traffic; <c>serving</c> of the service says how many do.</param>
/// <param name="Canary">How its traffic is split by version; null for by the weights.</param>
public record ServiceReport(
    string Name, ServiceProtocol Protocol, int? ListenPort, IReadOnlyList<string> Routes, int Nodes, int Ready, CanaryShare? Canary)
{
    /// <summary>The operators' override that the canary comes of, with who gave it, when and why; null for none.</summary>
    public NodeOverride? Override { get; init; }
}
