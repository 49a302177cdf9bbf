using Actors.Walk.Systems;

namespace Actors.Walk.Tests;

public class ContainersSpecs
{
    [Fact]
    public void Containers_have_the_names_of_the_original_and_ports_of_this_machine_only()
    {
        var text = WalkedContainers.AdditionText("/r/docker-compose.yml", "/r/.run/walk/second/haproxy.cfg", 22603);

        Assert.Contains(
            "  s1:\n    extends: { file: \"/r/docker-compose.yml\", service: web }\n    hostname: s1\n", text, StringComparison.Ordinal);
        Assert.Contains("  s4:\n", text, StringComparison.Ordinal);
        Assert.Contains("\n  second:\n    image: actors/agent\n", text, StringComparison.Ordinal);
        Assert.Contains("ports: [\"127.0.0.1:22603:8080\"]", text, StringComparison.Ordinal);
        Assert.Contains("volumes: [\"/r/.run/walk/second:/second:ro\"]", text, StringComparison.Ordinal);
    }
}
