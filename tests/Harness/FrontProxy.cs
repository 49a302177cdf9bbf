namespace Actors.Harness;

/// <summary>A HAProxy in front of balancers, as a cloud's: it obeys the health of each.</summary>
public static class FrontProxy
{
    /// <summary>
    /// Its configuration. Nothing is tried twice: what a balancer does not answer is lost. Its connections to the balancers are kept.
    /// A balancer says by its answer that it leaves: one that answers late, on a busy machine, does not.
    /// </summary>
    /// <param name="port">Where clients reach it, on this machine.</param>
    /// <param name="balancers">The balancers: a name, and the port of clients.</param>
    public static string ConfigOf(int port, params (string Name, int Port)[] balancers) => $"""
        defaults
            mode http
            retries 0
            http-reuse always
            timeout connect 2s
            timeout client 30s
            timeout server 30s
            timeout check 10s
            option httpchk GET /health/balancer
            default-server check inter 500ms fall 1 rise 1
        listen front
            bind 127.0.0.1:{port}
        {string.Join('\n', balancers.Select(balancer => $"    server {balancer.Name} 127.0.0.1:{balancer.Port}"))}

        """;
}
