using Actors.Clustering;
using Actors.Clustering.Settings;
using Actors.HaAgent.Desired;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent.Tests.Desired;

public sealed class ServicePolicySpecs
{
    [Theory]
    [InlineData("web=10.0.0.0/8", "10.1.2.3", null)]
    [InlineData("web=192.168.0.0/16, 10.0.0.0/8; api=fd00::/8", "10.1.2.3", null)]
    [InlineData("", "10.1.2.3", null)]
    [InlineData("web=10.0.0.0/8", "11.1.2.3", "HaProxy:Allow lets no 11.1.2.3 serve 'web'")]
    [InlineData("web=fd00::/8", "10.1.2.3", "HaProxy:Allow lets no 10.1.2.3 serve 'web'")]
    [InlineData("api=10.0.0.0/8", "10.1.2.3", "HaProxy:Allow has no service 'web'")]
    public void A_service_may_come_from_the_networks_that_are_named_for_it(string policy, string address, string? against) =>
        Assert.Equal(against, ServicePolicy.TryParse(policy)!.Against("web", address));

    [Theory]
    [InlineData("web")]
    [InlineData("web=")]
    [InlineData("=10.0.0.0/8")]
    [InlineData("web=10.0.0.0/33")]
    [InlineData("web=10.0.0.0")]
    [InlineData("w b=10.0.0.0/8")]
    [InlineData("web=10.0.0.0/8=1")]
    [InlineData("web=10.0.0.0/8;web=11.0.0.0/8")]
    public void What_is_none_is_told(string policy) => Assert.Null(ServicePolicy.TryParse(policy));

    [Fact]
    public void Who_may_not_is_refused_with_the_reason()
    {
        var state = DesiredStateBuilder.Build(
            Sample.Snapshot(Sample.Node("a", "10.0.0.1"), Sample.Node("b", "11.0.0.1")), [],
            policy: ServicePolicy.TryParse("web=10.0.0.0/8"));

        Assert.Equal("a", Assert.Single(state.Servers).Name);
        Assert.Equal(("b", "HaProxy:Allow lets no 11.0.0.1 serve 'web'"), (Assert.Single(state.Refused).Name, state.Refused[0].Reason));
    }

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.9", null)]
    [InlineData("10.0.0.1", "11.0.0.9", "HaProxy:Allow lets no 11.0.0.9 serve 'web'")]
    [InlineData("11.0.0.1", "10.0.0.9", "HaProxy:Allow lets no 11.0.0.1 serve 'web'")]
    public void Who_serves_elsewhere_may_there_and_from_where_it_is(string node, string servesAt, string? against)
    {
        var own = Sample.Node("a", node);
        var elsewhere = own with { Description = own.Description with { ServesAt = servesAt } };

        var state = DesiredStateBuilder.Build(Sample.Snapshot(elsewhere), [], policy: ServicePolicy.TryParse("web=10.0.0.0/8"));

        Assert.Equal(against is null ? [(servesAt, 3000)] : [], state.Servers.Select(server => (server.Address, server.Port)));
        Assert.Equal(against is null ? [] : [against], state.Refused.Select(refused => refused.Reason));
    }

    [Theory]
    [InlineData(
        "10.0.0.5", 80, "at 10.0.0.5 port 80 is the balancer itself (HaProxy:HttpPort); let the node serve at another address or port")]
    [InlineData(
        "10.9.0.5", 1936,
        "at 10.9.0.5 port 1936 is the balancer itself (HaProxy:StatsPort); let the node serve at another address or port")]
    [InlineData("10.0.0.5", 3000, null)]
    [InlineData("10.0.0.6", 80, null)]
    public void No_server_is_the_balancer_itself(string servesAt, int port, string? against)
    {
        var own = Sample.Node("a", "10.0.0.1");
        var elsewhere = own with { Description = own.Description with { ServesAt = servesAt, Port = port } };
        var taken = OwnPorts.Of(
            Sample.Options(("HttpPort", "80"), ("StatsPort", "1936")), null,
            new NodeOptions("ha-1", NodeRoles.Ha, "10.0.0.5", "10.0.0.5", 4053, [], "", 8558), ["10.9.0.5"]);

        var state = DesiredStateBuilder.Build(
            Sample.Snapshot(elsewhere), [], rules: new ServiceRules("web", PortRanges.None, taken, []));

        Assert.Equal(against is null ? [(servesAt, port)] : [], state.Servers.Select(server => (server.Address, server.Port)));
        Assert.Equal(against is null ? [] : [against], state.Refused.Select(refused => refused.Reason));
    }
}
