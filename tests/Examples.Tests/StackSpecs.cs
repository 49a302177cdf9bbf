using k8s;
using Actors.Harness;

namespace Actors.Examples.Tests;

/// <summary>The stack for Docker Swarm: that Compose takes it, the container tests show.</summary>
public sealed class StackSpecs
{
    [Fact]
    public void Seeds_are_the_tasks_of_a_service_that_are_healthy_before_they_are_members()
    {
        var services = (IDictionary<object, object>)KubernetesYaml.Deserialize<Dictionary<string, object>>(
            File.ReadAllText(Repository.PathOf("examples", "swarm", "stack.yml")))["services"];

        Assert.All(services.Values, service => Assert.Equal(
            "dns:tasks.seed:4053",
            In(service, "environment", "ACTORS_NODE__SEEDS") ?? In(service, "environment", "<<", "ACTORS_NODE__SEEDS")));
        Assert.Equal(["CMD", "actors", "seed", "health", "live"], (IEnumerable<object>)In(In(services["seed"], "healthcheck"), "test")!);
    }

    private static object? In(object? map, params string[] keys) =>
        keys.Aggregate(map, (inner, key) => (inner as IDictionary<object, object>)?.TryGetValue(key, out var value) == true ? value : null);
}
