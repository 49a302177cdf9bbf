using System.Collections.Immutable;
using Actors.HaAgent.Desired;

namespace Actors.HaAgent.Tests.Desired;

public sealed class ServiceMemorySpecs
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ServiceMemory Empty = new(TimeSpan.FromMinutes(10), ImmutableSortedDictionary<string, RememberedService>.Empty);

    [Fact]
    public void A_service_is_forgotten_a_while_after_its_last_node_went()
    {
        var memory = Empty.Observe(Sample.Desired(Sample.Server("a-1", service: "a")), Noon)
            .Observe(Sample.Desired() with { Services = [new ServiceState("a")] }, Noon.AddMinutes(1))
            .Observe(Sample.Desired() with { Services = [new ServiceState("a")] }, Noon.AddMinutes(5));

        Assert.Equal(TimeSpan.FromMinutes(6), memory.NextEnd(Noon.AddMinutes(5), "web"));
        Assert.Equal("a", Assert.Single(memory.Known(Noon.AddMinutes(10.9))).Name);
        Assert.Empty(memory.Known(Noon.AddMinutes(11)));
    }

    [Fact]
    public void A_node_that_comes_back_in_time_ends_it()
    {
        var memory = Empty.Observe(Sample.Desired() with { Services = [new ServiceState("a")] }, Noon)
            .Observe(Sample.Desired(Sample.Server("a-1", service: "a")), Noon.AddMinutes(9));

        Assert.Null(memory.NextEnd(Noon.AddMinutes(9), "web"));
        Assert.Single(memory.Known(Noon.AddDays(9)));
    }

    [Fact]
    public void The_default_service_has_no_end() =>
        Assert.Null(Empty.Observe(Sample.Desired() with { Services = [new ServiceState("web")] }, Noon).NextEnd(Noon, "web"));
}
