namespace Actors.EndToEnd;

/// <summary>A run with one HAProxy only must not be taken for one with both.</summary>
public sealed class HaProxiesSpecs
{
    [Fact]
    public void Where_it_is_required_there_is_a_HAProxy_with_dynamic_servers() => Assert.True(
        Environment.GetEnvironmentVariable("ACTORS_REQUIRE_NEWER_HAPROXY") != "1" || HaProxies.Versions.Any(HaProxies.HasDynamicServers),
        $"ACTORS_REQUIRE_NEWER_HAPROXY is 1, but {HaProxies.NewerVariable} names none and tests/newer-haproxy.sh has put none into .run/haproxy.");
}
