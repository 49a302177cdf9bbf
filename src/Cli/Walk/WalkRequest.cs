namespace Actors.Cli.Walk;

/// <summary>What <c>walk</c> was asked for.</summary>
/// <param name="Containers">Whether as containers.</param>
/// <param name="Out">Where the evidence goes; null for the usual folder.</param>
/// <param name="HaProxy">Path of the HAProxy program; null for the machine's own.</param>
/// <param name="Json">Whether the result is JSON.</param>
internal sealed record WalkRequest(bool Containers, string? Out, string? HaProxy, bool Json);
