using Actors.HaAgent.Desired;
using Actors.HaAgent.Planning;

namespace Actors.HaAgent.Tests.Planning;

public sealed class RouteMapSpecs
{
    private const string Map = "/run/actors/routes.map";

    [Fact]
    public void Keys_end_with_a_slash()
    {
        var map = RouteMap.Of([new ServiceState("shop", Routes: "/,/shop,example.com/,example.com/shop/v2"), new ServiceState("web")]);

        Assert.Equal(
            ["/ shop", "/shop/ shop", "example.com/ shop", "example.com/shop/v2/ shop"], map.Select(route => $"{route.Key} {route.Value}"));
    }

    [Fact]
    public void The_commands_make_one_map_the_other()
    {
        var has = RouteMap.Parse("0x1f /a/ a\n0x2f /b/ a\n0x3f /c/ c\n0x4f /d/ d\n0x5f /d/ d\n\n");
        var wanted = RouteMap.Empty.Add("/a/", "a").Add("/b/", "b").Add("/d/", "d").Add("/e/", "e");

        Assert.Equal(
            [$"set map {Map} /b/ b", $"del map {Map} /d/", $"add map {Map} /d/ d", $"add map {Map} /e/ e", $"del map {Map} /c/"],
            RouteMap.Between(Map, has, wanted).Select(command => command.Text));
        Assert.Empty(RouteMap.Between(Map, wanted, wanted));
    }

    [Fact]
    public void Routes_come_after_the_servers_that_come_and_before_those_that_go()
    {
        var before = Applied(
            Sample.Server("a-1", service: "a").Saying(node => node with { Routes = "/x" }), Sample.Server("b-1", "10.0.0.2", service: "b"));
        var after = Applied(
            Sample.Server("a-2", "10.0.0.3", service: "a"),
            Sample.Server("b-1", "10.0.0.2", service: "b").Saying(node => node with { Routes = "/x" }));

        var plan = Assert.IsType<Plan.Runtime>(Planner.Decide(new(8), before, after, Sample.New));

        Assert.Equal(
            ["add", "enable", "set server", "set map", "set server", "del server"],
            plan.Commands.Select(command =>
                string.Join(
                    ' ',
                    command.Text.Split(' ').Take(command.Text.StartsWith("set", StringComparison.Ordinal)
                        || command.Text.StartsWith("del", StringComparison.Ordinal)
                        ? 2
                        : 1))));
    }

    [Fact]
    public void A_template_that_looks_no_route_up_gets_no_command_for_one()
    {
        var config = RenderedConfig.Parse("frontend in\n  default_backend web\nbackend web\n");

        Assert.Empty(
            AppliedState.Of(config, Sample.Desired(Sample.Server("a-1", service: "a").Saying(node => node with { Routes = "/x" }))).Routes);
    }

    [Fact]
    public void The_map_is_found_in_the_rendered_configuration() =>
        Assert.Equal(Map, Applied(Sample.Server("a-1", service: "a")).Config.RoutesMap);

    [Fact]
    public void With_one_service_that_gets_all_nothing_is_looked_up() =>
        Assert.Null(Applied(Sample.Server("web-1").Saying(node => node with { Routes = "/x" })).Config.RoutesMap);

    private static AppliedState Applied(params ServerState[] servers) => Sample.Applied(servers);
}
