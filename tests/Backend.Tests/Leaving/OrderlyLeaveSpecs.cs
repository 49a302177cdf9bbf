using Actors.Backend.Leaving;
using Actors.Clustering.Hosting;
using Akka.Configuration;

namespace Actors.Backend.Tests.Leaving;

public sealed class OrderlyLeaveSpecs
{
    private const string Phases = "akka.coordinated-shutdown.phases";

    [Fact]
    public void A_phase_has_a_second_more_than_what_is_awaited_in_it_and_stands_in_the_file_with_its_reason()
    {
        var file = ConfigurationFactory.ParseString(EmbeddedText.Read(typeof(OrderlyLeave).Assembly, "web.hocon"));
        var filled = ConfigurationFactory.ParseString(OrderlyLeave.Hocon(TimeSpan.FromSeconds(20)));

        Assert.Equal(TimeSpan.FromSeconds(21), filled.GetTimeSpan($"{Phases}.before-service-unbind.timeout"));
        Assert.Equal(OrderlyLeave.ServerStop + TimeSpan.FromSeconds(1), filled.GetTimeSpan($"{Phases}.service-unbind.timeout"));
        Assert.Equal(OrderlyLeave.ServerStop + TimeSpan.FromSeconds(1), file.GetTimeSpan($"{Phases}.service-unbind.timeout"));
        Assert.True(file.HasPath($"{Phases}.before-service-unbind.timeout"));
    }
}
