namespace Actors.Dev.Cluster;

/// <summary>A client whose every request has a connection of its own: HAProxy balances connections, and nodes come and go.</summary>
internal static class EachAlone
{
    /// <param name="patience">The longest that a request may take.</param>
    public static HttpClient Client(TimeSpan patience) => new(new SocketsHttpHandler
    {
        UseCookies = false,
        UseProxy = false,
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.Zero,
    })
    {
        Timeout = patience,
    };
}
