using Actors.HaAgent.Planning;

namespace Actors.HaAgent.Tests.Planning;

/// <summary>Exact transcripts.</summary>
public sealed class ServerDiffSpecs
{
    private static readonly BackendServer A = Wanted("a");

    [Fact]
    public void The_same_needs_nothing() => Assert.Empty(Diff([A], [A]));

    [Fact]
    public void A_server_that_comes_is_checked_and_ready_at_once() =>
        Assert.Equal(
            ["add server web/b 10.0.0.1:80 weight 100 check inter 1s", "enable health web/b", "set server web/b state ready"],
            Diff([A], [A, Wanted("b")]));

    [Fact]
    public void One_that_comes_drained_is_checked_and_gets_nothing() =>
        Assert.Equal(
            ["add server web/b 10.0.0.1:80 weight 100 check inter 1s", "enable health web/b", "set server web/b state drain"],
            Diff([A], [A, Wanted("b", admin: AdminState.Drain)]));

    [Fact]
    public void One_that_nobody_checks_has_no_checks_to_enable() =>
        Assert.Equal(
            ["add server web/b [::1]:80 weight 0", "set server web/b state ready"], Diff([], [Wanted("b", "::1", weight: 0, options: "")]));

    [Fact]
    public void One_that_the_file_disables_is_added_and_left_in_maintenance() =>
        Assert.Equal(
            ["add server web/b 10.0.0.1:80 weight 100 check disabled", "enable health web/b"],
            Diff([], [Wanted("b", options: "check disabled")]));

    [Fact]
    public void The_state_of_one_that_the_file_disables_is_not_ours() =>
        Assert.Empty(
            ServerDiff.Between(
                [new BackendServer(Wanted("b", options: "disabled").Line, AdminState.Maintenance)],
                [Wanted("b", options: "disabled", admin: AdminState.Drain)]).Select(command => command.Text));

    [Fact]
    public void A_server_that_goes_is_put_into_maintenance_and_deleted() =>
        Assert.Equal(["set server web/b state maint", "del server web/b"], Diff([A, Wanted("b")], [A]));

    [Fact]
    public void Drain_and_ready() =>
        Assert.Equal(
            ["set server web/b state ready", "set server web/a state drain"],
            Diff([A, Wanted("b", admin: AdminState.Drain)], [Wanted("a", admin: AdminState.Drain), Wanted("b")]));

    [Fact]
    public void One_in_maintenance_is_brought_to_what_is_wanted() =>
        Assert.Equal(
            ["set server web/a state ready", "set server web/b state drain"],
            ServerDiff.Between(
                [new BackendServer(A.Line, AdminState.Maintenance), new BackendServer(Wanted("b").Line, AdminState.Maintenance)],
                [A, Wanted("b", admin: AdminState.Drain)]).Select(command => command.Text));

    [Fact]
    public void One_that_is_to_be_in_maintenance_is_brought_there_and_left_there()
    {
        Assert.Equal(["set server web/a state maint"], Diff([A], [Wanted("a", admin: AdminState.Maintenance)]));
        Assert.Equal(
            ["set server web/a state maint"], Diff([Wanted("a", admin: AdminState.Drain)], [Wanted("a", admin: AdminState.Maintenance)]));
        Assert.Empty(Diff([Wanted("a", admin: AdminState.Maintenance)], [Wanted("a", admin: AdminState.Maintenance)]));
    }

    [Fact]
    public void One_that_comes_in_maintenance_stays_as_HAProxy_adds_it() =>
        Assert.Equal(
            ["add server web/b 10.0.0.1:80 weight 100 check inter 1s", "enable health web/b"],
            Diff([A], [A, Wanted("b", admin: AdminState.Maintenance)]));

    [Fact]
    public void One_in_maintenance_by_override_that_goes_is_deleted_like_any_other() =>
        Assert.Equal(["set server web/b state maint", "del server web/b"], Diff([A, Wanted("b", admin: AdminState.Maintenance)], [A]));

    [Fact]
    public void One_that_warms_up_and_comes_out_of_maintenance_needs_no_detour() =>
        Assert.Equal(
            ["set server web/a state ready"],
            Diff([
                Wanted("a", options: "check slowstart 9s", admin: AdminState.Maintenance)], [Wanted("a", options: "check slowstart 9s")]));

    [Fact]
    public void One_that_warms_up_comes_back_from_a_drain_through_maintenance() =>
        Assert.Equal(
            ["set server web/a state maint", "set server web/a state ready"],
            Diff([Wanted("a", options: "check slowstart 9s", admin: AdminState.Drain)], [Wanted("a", options: "check slowstart 9s")]));

    [Fact]
    public void Weight() => Assert.Equal(["set server web/a weight 0"], Diff([A], [Wanted("a", weight: 0)]));

    [Theory]
    [InlineData("10.0.0.2", 80, "check inter 1s")]
    [InlineData("10.0.0.1", 81, "check inter 1s")]
    [InlineData("10.0.0.1", 80, "check inter 2s")]
    public void One_at_another_address_or_with_other_options_is_another_under_the_same_name(string address, int port, string options) =>
        Assert.Equal(
            ["set server web/a state maint", "del server web/a", $"add server web/a {address}:{port} weight 100 {options}",
            "enable health web/a", "set server web/a state ready"],
            Diff([A], [Wanted("a", address, port, options: options)]));

    [Fact]
    public void Options_that_are_not_known_are_not_compared() =>
        Assert.Empty(ServerDiff.Between([new BackendServer(A.Line with { Options = "" }, AdminState.Ready)], [A], comparesOptions: false));

    [Fact]
    public void Of_many_at_once_those_that_come_are_first_and_those_that_go_last_each_by_name() =>
        Assert.Equal(
            [
                "add server web/a 10.0.0.1:80 weight 100 check inter 1s",
                "enable health web/a",
                "set server web/a state ready",
                "set server web/c weight 7",
                "set server web/c state ready",
                "set server web/e state maint",
                "del server web/e",
                "add server web/e 10.0.0.9:80 weight 100 check inter 1s",
                "enable health web/e",
                "set server web/e state ready",
                "set server web/b state drain",
                "set server web/d state drain",
                "set server web/f state maint",
                "del server web/f",
                "set server web/g state maint",
                "del server web/g",
            ],
            Diff(
                [Wanted("g"), Wanted("f"), Wanted("e"), Wanted("d"), Wanted("c", admin: AdminState.Drain), Wanted("b")],
                [Wanted("e", "10.0.0.9"), Wanted(
                    "d", admin: AdminState.Drain), Wanted("c", weight: 7), Wanted("b", admin: AdminState.Drain), Wanted("a")]));

    private static BackendServer Wanted(
        string name, string address = "10.0.0.1", int port = 80, int weight = 100, string options = "check inter 1s",
        AdminState admin = AdminState.Ready) =>
        new(new ServerLine("web", name, address, port, weight, options), admin);

    private static IEnumerable<string> Diff(BackendServer[] running, BackendServer[] wanted) =>
        ServerDiff.Between(running.Select(server => new BackendServer(server.Line, server.Admin)), wanted).Select(command => command.Text);
}
