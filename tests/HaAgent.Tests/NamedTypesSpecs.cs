using Actors.Clustering.Hosting;
using Actors.HaAgent.Coordination;
using Actors.HaAgent.Settings;
using Akka.Actor;
using Akka.Configuration;
using Akka.DistributedData;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.HaAgent.Tests;

public sealed class NamedTypesSpecs
{
    private const string Cluster = """
        akka.actor.provider = cluster
        akka.cluster.roles = [ha]
        akka.remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
        """;

    [Fact]
    public async Task An_agent_that_replicates_overrides_finds_each_type_that_its_settings_name()
    {
        var own = EmbeddedText.Read(typeof(HaProxyOptions).Assembly, "agent.hocon");
        using var system = ActorSystem.Create("named", ConfigurationFactory.ParseString(own).WithFallback(Cluster));
        _ = DistributedData.Get(system);
        // As the agent's own start does, with which settings come that the system has not begun with.
        _ = RolloutCoordinator.CreateProps(system, TimeProvider.System, NullLogger.Instance);

        Assert.Contains(NamedTypes.In(system.Settings.Config), named =>
            named.Setting == "akka.cluster.distributed-data.durable.store-actor-class");
        Assert.Contains(NamedTypes.In(system.Settings.Config), named => named.Setting == "akka.actor.serializers.akka-singleton");
        Assert.Empty(NamedTypes.Missing(system.Settings.Config));
        await system.Terminate();
    }
}
