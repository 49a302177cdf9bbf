namespace Actors.Contracts;

/// <summary>What a service speaks.</summary>
public enum ServiceProtocol
{
    /// <summary>HTTP: all such services share the balancer's HTTP port, requests find them by route.</summary>
    Http,

    /// <summary>Anything over TCP: the service has a port of its own at the balancer.</summary>
    Tcp,
}
