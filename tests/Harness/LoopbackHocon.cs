namespace Actors.Harness;

/// <summary>Settings of an actor system that joins others of the same test on loopback.</summary>
public static class LoopbackHocon
{
    /// <summary>
    /// A system that a test terminates does not leave its cluster gracefully before: that takes seconds, and the test is over.
    /// </summary>
    public const string AtOnce = "akka.coordinated-shutdown.run-by-actor-system-terminate = off\nakka.remote.flush-wait-on-shutdown = 50ms";

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
        # Nobody waits longer for gossip than the test takes.
        akka.scheduler.tick-duration = 10ms
        akka.cluster.gossip-interval = 50ms
        akka.cluster.leader-actions-interval = 50ms
        akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
        akka.coordinated-shutdown.exit-clr = off
        {{AtOnce}}
        akka.cluster.roles = ["{{role}}"]
        akka.cluster.app-version = "{{appVersion}}"
        """;
}
