namespace Actors.Harness;

/// <summary>Settings of an actor system that joins others of the same test on loopback.</summary>
public static class LoopbackHocon
{
    /// <param name="shared">The text that the systems of a real cluster share.</param>
    /// <param name="role">Its role.</param>
    /// <param name="appVersion">Its AppVersion, which carries its name.</param>
    public static string For(string shared, string role, string appVersion) => $$"""
        {{shared}}
        akka.loglevel = WARNING
        akka.remote.dot-netty.tcp {
          hostname = 127.0.0.1
          port = 0
        }
        # A machine that is busy for a while makes nobody unreachable.
        akka.cluster.failure-detector.acceptable-heartbeat-pause = 30s
        akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
        akka.coordinated-shutdown.exit-clr = off
        akka.cluster.roles = ["{{role}}"]
        akka.cluster.app-version = "{{appVersion}}"
        """;
}
