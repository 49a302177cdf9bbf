using Akka.Configuration;

namespace Actors.Protocols.Harness;

/// <summary>What an actor system of a test has that no program has: the test's clock and network. All else is the product's own.</summary>
internal static class ClockHocon
{
    public static Config For(World world, bool resolvesSplits)
    {
        const string Assembly = "Protocols";
        var detector = $"implementation-class = \"{typeof(ClockFailureDetector).FullName}, {Assembly}\"\n{World.Key} = {world.Name}";
        var executor = $"executor = \"{typeof(CountedExecutor).FullName}, {Assembly}\"";
        var config = $$"""
            {{World.Key}} = {{world.Name}}
            akka {
              scheduler.implementation = "{{typeof(ClockScheduler).FullName}}, {{Assembly}}"
              actor {
                default-dispatcher { {{executor}} }
                internal-dispatcher { {{executor}} }
                default-blocking-io-dispatcher { {{executor}} }
              }
              # What a test ends without warning must not leave first.
              coordinated-shutdown.run-by-actor-system-terminate = off
              remote {
                default-remote-dispatcher { {{executor}} }
                backoff-remote-dispatcher { {{executor}} }
                watch-failure-detector {
                  {{detector}}
                }
                # On the machine's clock, which is slower than the test's: over by the next message.
                retry-gate-closed-for = 1ms
                dot-netty.tcp {
                  transport-class = "{{typeof(MemoryTransport).FullName}}, {{Assembly}}"
                  {{World.Key}} = {{world.Name}}
                }
              }
              cluster {
                failure-detector {
                  {{detector}}
                }
                # On the machine's clock too.
                retry-unsuccessful-join-after = 1ms
              }
            }
            """;
        return ConfigurationFactory.ParseString(resolvesSplits ? config : config + "\nakka.cluster.downing-provider-class = \"\"");
    }
}
