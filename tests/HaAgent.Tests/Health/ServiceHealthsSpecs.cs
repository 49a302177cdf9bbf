using Actors.HaAgent.Health;

namespace Actors.HaAgent.Tests.Health;

/// <summary>What the clients of a service get, and the headline.</summary>
public sealed class ServiceHealthsSpecs
{
    /// <summary>The states of a service's nodes, its health and why.</summary>
    public static TheoryData<string, ServiceHealth, string> Cases => new()
    {
        { "Serving Serving", ServiceHealth.Healthy, "" },
        { "Serving Down", ServiceHealth.Degraded, "1 of 2 nodes serving: n2 down (why)" },
        { "Serving Unreachable Down", ServiceHealth.Degraded, "1 of 3 nodes serving: n2 unreachable (why), n3 down (why)" },
        { "Serving Starting", ServiceHealth.Healthy, "" },
        { "Serving Draining Maintenance", ServiceHealth.Healthy, "" },
        { "Draining Draining", ServiceHealth.Down, "0 of 2 nodes serving: n1 draining (why), n2 draining (why)" },
        { "Maintenance", ServiceHealth.Down, "0 of 1 node serving: n1 maintenance (why)" },
        { "Starting", ServiceHealth.Down, "0 of 1 node serving: n1 starting (why)" },
        { "Down Draining", ServiceHealth.Down, "0 of 2 nodes serving: n1 down (why), n2 draining (why)" },
        {
            "Down Down Down Down Down", ServiceHealth.Down,
            "0 of 5 nodes serving: n1 down (why), n2 down (why), n3 down (why) and 2 more"
        },
        { "", ServiceHealth.Down, "it has no nodes" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_service_is_what_its_clients_get(string states, ServiceHealth health, string why)
    {
        var service = Assert.Single(ServiceHealths.Of([Report("shop")], Nodes("shop", states)));

        Assert.Equal((health, why), (service.Health, service.HealthWhy));
        Assert.Equal(states.Split(' ').Count(state => state == "Serving"), service.Serving);
        Assert.Equal(states.Length == 0 ? 0 : states.Split(' ').Length, service.States.Values.Sum());
        Assert.Equal(service.States.Values.Sum(), service.Nodes);
        Assert.Equal((10L * service.States.Values.Sum(), 1L * service.States.Values.Sum()), (service.Requests, service.Errors));
    }

    [Theory]
    [InlineData("Serving Serving", "Serving Draining", ServiceHealth.Healthy, "2 services healthy, 3 of 4 nodes serving")]
    [InlineData("Serving Serving", "Serving Down", ServiceHealth.Degraded, "web is degraded: 1 of 2 nodes serving")]
    [InlineData("Draining Draining", "Serving Down", ServiceHealth.Down, "shop is down: 0 of 2 nodes serving")]
    [InlineData("Down", "Down", ServiceHealth.Down, "shop is down: 0 of 1 node serving, web is down: 0 of 1 node serving")]
    public void The_headline_is_the_worst_of_the_services(string shop, string web, ServiceHealth state, string text)
    {
        var services = ServiceHealths.Of([Report("shop"), Report("web")], [.. Nodes("shop", shop), .. Nodes("web", web)]);

        Assert.Equal(new HealthReport(state, text), ServiceHealths.Headline(services, HaProxySight.Answers));
    }

    [Fact]
    public void Without_services_and_without_HAProxy_the_headline_says_so()
    {
        Assert.Equal(new HealthReport(ServiceHealth.Healthy, "no services yet"), ServiceHealths.Headline([], HaProxySight.Answers));
        Assert.Equal(new HealthReport(ServiceHealth.Down, "HAProxy does not run"), ServiceHealths.Headline([], HaProxySight.Ended));
        Assert.Equal(new HealthReport(ServiceHealth.Down, "HAProxy does not answer"), ServiceHealths.Headline([], HaProxySight.Silent));
    }

    private static ServiceReport Report(string name) => new(name, ServiceProtocol.Http, null, ["/" + name], 0, 0, null);

    private static List<NodeView> Nodes(string service, string states) =>
        [.. states.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((state, i) => Sight.Node($"n{i + 1}", service) with
        {
            Effective = Enum.Parse<EffectiveState>(state),
            EffectiveWhy = state == "Serving" ? "" : "why",
        })];
}
