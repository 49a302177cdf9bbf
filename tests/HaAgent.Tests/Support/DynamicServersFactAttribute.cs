namespace Actors.HaAgent.Tests.Support;

/// <summary>
/// A test that needs <see cref="HaProxies.Dynamic"/>; <see cref="HaProxiesSpecs"/> sees to it that none is left out where it counts.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DynamicServersFactAttribute : FactAttribute
{
    public DynamicServersFactAttribute() =>
        Skip = HaProxies.Dynamic is null ? "it needs HAProxy 3.0 or newer: tests/newer-haproxy.sh" : null;
}
