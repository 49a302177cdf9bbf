using Actors.Clustering.Hosting;
using Akka.Actor;
using Akka.Configuration;

namespace Actors.Clustering.Tests.Hosting;

public sealed class NamedTypesSpecs
{
    private const string Cluster = """
        akka.actor.provider = "Akka.Cluster.ClusterActorRefProvider, Akka.Cluster"
        akka.remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
        """;

    [Fact]
    public async Task What_Akka_itself_names_is_found_and_there()
    {
        using var system = ActorSystem.Create("named", Cluster);
        _ = Akka.Cluster.Cluster.Get(system);

        var named = NamedTypes.In(system.Settings.Config);

        Assert.Contains(("akka.actor.provider", "Akka.Cluster.ClusterActorRefProvider, Akka.Cluster"), named);
        Assert.Contains(named, one => one.Setting == "akka.remote.dot-netty.tcp.transport-class");
        Assert.Contains(named, one => one.Setting == "akka.scheduler.implementation");
        Assert.Empty(NamedTypes.Missing(system.Settings.Config));
        await system.Terminate();
    }

    [Fact]
    public void What_is_not_there_is_named_with_its_setting()
    {
        var config = ConfigurationFactory.ParseString("""akka { one = "Akka.Nobody, Akka", two = Akka.Actor.NoSuch, three = "no type, at all" }""")
            .WithFallback(ConfigurationFactory.ParseString("""akka.for { "Other.Message, Other.Lib" = json, "System.Object" = json }"""))
            .WithFallback(ConfigurationFactory.ParseString("""akka { one = "Akka.Below, Akka", four = "Other.Lib.Thing, Other.Lib" }"""));

        Assert.Equal(
            [
                """akka.for "Other.Message, Other.Lib" = 'Other.Message, Other.Lib'""", "akka.four = 'Other.Lib.Thing, Other.Lib'", "akka.one = 'Akka.Nobody, Akka'", "akka.two = 'Akka.Actor.NoSuch'",
            ],
            NamedTypes.Missing(config));
    }
}
