namespace Actors.Clustering.Management;

/// <summary>A port on which a node is managed besides its own management port. Who adds it to the services guards it.</summary>
/// <param name="Port">The port.</param>
public sealed record ManagementPort(int Port);
