using Actors.HaAgent.Desired;
using Actors.HaAgent.Planning;

namespace Actors.HaAgent.Tests.Planning;

public sealed class PlannerSpecs
{
    private static readonly AppliedState Before = Sample.Applied(Sample.Server("a"), Sample.Server("b"));

    public static TheoryData<string> BothVersions => ["2.6.12", "3.0.11"];

    [Theory]
    [MemberData(nameof(BothVersions))]
    public void What_is_unknown_is_reloaded(string version) =>
        Assert.Equal(new Plan.Reload(new(7), "what HAProxy has is unknown", []), Decide(null, Before, version));

    [Theory]
    [MemberData(nameof(BothVersions))]
    public void The_same_needs_nothing(string version) =>
        Assert.Equal(new Plan.Nothing(new(7)), Decide(Before, Sample.Applied(Sample.Server("b"), Sample.Server("a")), version));

    [Theory]
    [MemberData(nameof(BothVersions))]
    public void Drain_ready_and_weight_are_commands_on_every_version(string version)
    {
        var before = Sample.Applied(Sample.Server("a"), Sample.Server("b", admin: AdminState.Drain), Sample.Server("c"));
        var after = Sample.Applied(Sample.Server("a", admin: AdminState.Drain), Sample.Server("b"), Sample.Server("c", weight: 50));

        Assert.Equal(
            ["set server web/b state ready", "set server web/c weight 50", "set server web/a state drain"],
            Texts(Assert.IsType<Plan.Runtime>(Decide(before, after, version)).Commands));
    }

    [Fact]
    public void Servers_come_and_go_by_commands_from_3_0_on() =>
        Assert.Equal(
            ["add server web/c 10.0.0.1:3000 weight 100 " + Sample.ServerOptions, "enable health web/c", "set server web/c state ready",
            "set server web/b state maint", "del server web/b"],
            Texts(Assert.IsType<Plan.Runtime>(Decide(Before, Sample.Applied(Sample.Server("a"), Sample.Server("c")), "3.0.11")).Commands));

    [Fact]
    public void Very_many_at_once_come_faster_by_a_reload()
    {
        ServerState[] many = [.. Enumerable.Range(0, 2001).Select(n => Sample.Server($"s{n}"))];

        Assert.IsType<Plan.Runtime>(Decide(Sample.Applied(), Sample.Applied(many[..2000]), "3.0.11"));
        Assert.EndsWith(
            "and 1991 more: so many at once are faster by a reload",
            Assert.IsType<Plan.Reload>(Decide(Sample.Applied(), Sample.Applied(many), "3.0.11")).Reason, StringComparison.Ordinal);
        Assert.IsType<Plan.Runtime>(Decide(Sample.Applied(many[..2000]), Sample.Applied(many), "3.0.11"));
    }

    [Theory]
    [InlineData("2.6.12")]
    [InlineData("2.9.15")]
    [InlineData("?")]
    public void Below_3_0_they_come_and_go_by_a_reload_that_names_them_and_whoever_goes_gets_nothing_meanwhile(string version)
    {
        var after = Sample.Applied(Sample.Server("a", "10.9.9.9", weight: 3), Sample.Server("c"));

        var plan = Assert.IsType<Plan.Reload>(Decide(Before, after, version));

        Assert.Equal($"added web/c, deleted web/b, changed web/a; HAProxy {HaProxyVersion.Parse(version)} is older than 3.0", plan.Reason);
        Assert.Equal(["set server web/b state maint"], Texts(plan.Ahead));
    }

    [Fact]
    public void A_reason_names_ten_and_counts_the_others()
    {
        var plan = Assert.IsType<Plan.Reload>(
            Decide(Sample.Applied(), Sample.Applied([.. Enumerable.Range(10, 13).Select(n => Sample.Server($"s{n}"))]), "2.6"));

        Assert.Equal(
            "added web/s10 web/s11 web/s12 web/s13 web/s14 web/s15 web/s16 web/s17 web/s18 web/s19 and 3 more; HAProxy 2.6 is older than "
                + "3.0",
            plan.Reason);
    }

    [Theory]
    [MemberData(nameof(BothVersions))]
    public void A_difference_beyond_servers_is_a_reload_that_says_it_and_what_needs_no_reload_goes_ahead(string version)
    {
        var after = Sample.Applied(
            Sample.Options(("HttpPort", "8080")),
            Sample.Server("a", admin: AdminState.Drain), Sample.Server("c"));

        var plan = Assert.IsType<Plan.Reload>(Decide(Before, after, version));

        Assert.Equal("more than servers has changed: 'bind *:80,[::]:80 v6only' is now 'bind *:8080,[::]:8080 v6only'", plan.Reason);
        Assert.Equal(["set server web/a state drain", "set server web/b state maint"], Texts(plan.Ahead));
    }

    [Fact]
    public void A_backend_that_comes_is_a_difference_beyond_servers() =>
        Assert.Equal(
            "new service: api",
            Assert.IsType<Plan.Reload>(
                Decide(
                    Before, Sample.Applied(Sample.Server("a"), Sample.Server("b"), Sample.Server("api-1", service: "api")), "3.0")).Reason);

    [Fact]
    public void Without_a_file_whoever_goes_or_is_to_be_drained_is_drained_and_nobody_comes()
    {
        var applied = Sample.Applied(
            Sample.Server("a"), Sample.Server("b"), Sample.Server("c", admin: AdminState.Drain), Sample.Server("d"));

        var (commands, after) = Planner.WithoutFile(
            applied,
            Sample.Desired(
                Sample.Server("a", weight: 3), Sample.Server("b", admin: AdminState.Drain), Sample.Server("c"), Sample.Server("new")));

        Assert.Equal(["set server web/c state ready", "set server web/b state drain", "set server web/d state drain"], Texts(commands));
        Assert.Same(applied.Config, after.Config);
        Assert.Equal(["a Ready", "b Drain", "c Ready", "d Drain"], after.Servers.Select(server => $"{server.Line.Name} {server.Admin}"));
    }

    private static Plan Decide(AppliedState? applied, AppliedState wanted, string version) =>
        Planner.Decide(new(7), applied, wanted, HaProxyVersion.Parse(version));

    private static IEnumerable<string> Texts(IEnumerable<RuntimeCommand> commands) => commands.Select(command => command.Text);
}
