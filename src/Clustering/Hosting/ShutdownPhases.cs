using System.Globalization;
using Akka.Actor;

namespace Actors.Clustering.Hosting;

/// <summary>What happens when a node leaves for good, as opposed to starting its actor system again in place.</summary>
public static class ShutdownPhases
{
    /// <summary>Adds a task to a phase that runs only when the node leaves: by the host's stop or by a command of the cluster.</summary>
    public static void AddLeaveTask(this CoordinatedShutdown shutdown, string phase, string name, Func<Task> task)
    {
        ArgumentNullException.ThrowIfNull(shutdown);
        shutdown.AddTask(phase, name, async () =>
        {
            if (shutdown.ShutdownReason is CoordinatedShutdown.ClrExitReason or CoordinatedShutdown.ClusterLeavingReason)
            {
                await task();
            }

            return Akka.Done.Instance;
        });
    }

    /// <summary>HOCON that bounds a phase.</summary>
    public static string Timeout(string phase, TimeSpan limit) => string.Create(
        CultureInfo.InvariantCulture, $"akka.coordinated-shutdown.phases.{phase}.timeout = {(long)limit.TotalMilliseconds}ms\n");
}
