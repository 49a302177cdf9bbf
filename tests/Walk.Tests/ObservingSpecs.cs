using Actors.Walk.Observing;

namespace Actors.Walk.Tests;

/// <summary>What the walk reads from HAProxy, from its agent's files and from logs.</summary>
public class ObservingSpecs
{
    private const string Log = """
        2026-01-01T00:00:00.000Z info: Actors.Clustering.Membership.MembershipLog[0] MemberUp seed-1 akka.tcp://actors@127.0.0.1:22602 roles=seed version=1.0.0+seed-1 status=Up
        2026-01-01T00:00:00.100Z info: Actors.HaAgent.Membership.ClusterListener[0] s1 is healthy: it answers.
        2026-01-01T00:00:01.000Z info: Actors.Clustering.Membership.MembershipLog[0] MemberLeft s1 akka.tcp://actors@127.0.0.1:22609 roles=web version=1.0.0+s1;web;22611;100 status=Leaving

        """;

    [Fact]
    public void The_servers_of_a_configuration_are_those_of_its_server_lines()
    {
        const string Config =
            "defaults\n    default-server check\nfrontend in.http\n    bind *:80\nbackend web\n    server s1 10.0.0.1:3000 weight "
                + "100\n\tserver s2 10.0.0.2:3000\n    # server s3 10.0.0.3:3000\n";

        Assert.Equal(["s1", "s2"], RenderedConfig.Servers(Config));
        Assert.Equal("s1, s2", RenderedConfig.Text(Config));
        Assert.Equal("none", RenderedConfig.Text("frontend in.http\n    bind *:80\nbackend web\n"));
        Assert.Equal("no configuration", RenderedConfig.Text(""));
    }

    [Fact]
    public void The_servers_on_the_stats_page_have_a_status_and_what_their_check_came_to()
    {
        const string Csv =
            "# pxname,svname,scur,status,check_status,check_code,\nin.http,FRONTEND,0,OPEN,,,\nweb,s2,0,UP 1/2,* "
                + "L7OK,200,\nweb,s1,0,DOWN,L4CON,,\nweb,BACKEND,0,UP,,,\n";

        var servers = StatsPage.Servers(Csv);

        Assert.Equal([new StatsServer("s1", "DOWN", "L4CON"), new StatsServer("s2", "UP", "L7OK 200")], servers);
        Assert.Equal("s1 DOWN, s2 UP", StatsPage.Text(servers!));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>Unauthorized</html>")]
    public void What_is_no_stats_page_has_no_servers_rather_than_none(string body) => Assert.Null(StatsPage.Servers(body));

    [Theory]
    [InlineData("s1 s2 s1 s2", "s1, s2 in turn")]
    [InlineData("s2 s1 s2 s1 s2", "s1, s2 in turn")]
    [InlineData("s1 s1", "s1 in turn")]
    [InlineData("s1 s1 s2 s2", "s1 s1 s2 s2")]
    [InlineData("s1 s2 s3 s2 s1 s3", "s1 s2 s3 s2 s1 s3")]
    [InlineData("s1 s2", "s1 s2")]
    public void Nodes_take_turns_when_each_answers_once_in_every_round(string hosts, string text) =>
        Assert.Equal(text, Turns.Text(hosts.Split(' ')));

    [Fact]
    public void Membership_events_are_found_among_other_lines()
    {
        var lines = MembershipLines.In(Log);

        Assert.Equal(["MemberUp", "MemberLeft"], lines.Select(line => line.Event));
        Assert.Equal(
            ("s1", "akka.tcp://actors@127.0.0.1:22609", "web", "Leaving"),
            (lines[1].Node, lines[1].Address, lines[1].Roles, lines[1].Status));
        Assert.StartsWith("2026-01-01T00:00:01.000Z", lines[1].Text, StringComparison.Ordinal);
        Assert.Equal("s1", MembershipLines.Seen(lines, ["s1", "s2"], "MemberLeft", "MemberExited"));
        Assert.Equal("none", MembershipLines.Seen(lines, ["s1", "s2"], "MemberRemoved"));
    }

    [Fact]
    public void Each_node_file_is_headed_by_its_name() =>
        Assert.Equal(["s1", "s2"], NodeFolder.Nodes("total 8\n-rw-r--r-- 1 u g 153 s1.json\n\n== s2.json\n{}\n\n== s1.json\n{}\n"));

    [Fact]
    public void An_answer_of_something_else_than_the_demo_application_names_no_host()
    {
        Assert.Equal("s1", new Visit(200, "", new Dictionary<string, string>(), """{"host":"s1"}""").Host);
        Assert.Null(new Visit(200, "", new Dictionary<string, string>(), "[]").Host);
        Assert.Null(new Visit(503, "", new Dictionary<string, string>(), "<html>").Host);
    }
}
