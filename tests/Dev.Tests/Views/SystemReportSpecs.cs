using System.Text.Json;
using Actors.Cli.Views;
using Actors.Contracts.Api;
using Actors.Dev.Cluster;
using Actors.Dev.Processes;
using Actors.Dev.Tests.Support;
using Actors.Dev.Views;

namespace Actors.Dev.Tests.Views;

public class SystemReportSpecs
{
    private static readonly AgentStatus Agent = Answers.Agent with
    {
        HaProxy = new HaProxyStatus(true, 77, "2.6.12", 4, 1, 12, 0),
        Nodes = [Answers.Node("web-1")],
    };

    [Fact]
    public void A_row_joins_what_the_kernel_the_cluster_and_HAProxy_say()
    {
        var state = Records.State(Records.Web(1, new ProcessId(11, 1)));

        var report = SystemReport.From(state, node => node.Process is not null, View("web-1"), Agent);

        Assert.Equal(new NodeRow("web-1", "web", 11, "running", "Up", true, "Ready", "http://127.0.0.1:7001/"), report.Nodes[2]);
        Assert.Equal("HAProxy 2.6.12 runs, pid 77, 12 changes by runtime API, 4 reloads, 1 restart", report.Haproxy);
        Assert.Equal(Agent.HaProxy, report.HaproxyStatus);
        Assert.Equal(new Uri("http://127.0.0.1:8090/api/status"), report.Status);
        Assert.Equal(new Uri("http://127.0.0.1:8090/"), report.Dashboard);
    }

    [Fact]
    public void What_happens_to_the_clients_of_a_node_counts_and_not_what_should()
    {
        NodeView[] nodes = [new(Answers.Node("web-1")) { Effective = EffectiveState.Down }];

        var report = SystemReport.From(Records.State(Records.Web(1)), _ => false, View("web-1"), Agent, nodes);

        Assert.Equal(("Ready", "down"), (report.Nodes[2].Haproxy, report.Nodes[2].State));
        Assert.Contains(Rendered(report), line => line.StartsWith("web-1", StringComparison.Ordinal)
            && line.Contains(" down ", StringComparison.Ordinal));
    }

    [Fact]
    public void On_a_narrow_terminal_it_has_what_fits()
    {
        var report = SystemReport.From(Records.State(Records.Web(1, new ProcessId(1234567, 1))), _ => true, View("web-1"), Agent);

        var text = new StringWriter();
        new Output(text, TextWriter.Null, interactive: false, width: 70).Show(NodeTable.Of(report));

        Assert.StartsWith("NAME    PROCESS  CLUSTER  REACHABLE  HAPROXY  ADDRESS\n", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_clients_get_is_said_by_the_agent()
    {
        var agent = Agent with { Health = new HealthReport(ServiceHealth.Down, "shop is down: 0 of 2 nodes serving") };

        var report = SystemReport.From(Records.State(), _ => true, ClusterSurvey.Empty, agent);

        Assert.Contains("shop is down: 0 of 2 nodes serving", Rendered(report));
        var health = JsonSerializer.SerializeToElement(report, ReportJson.Default.SystemReport).GetProperty("health");
        Assert.Equal("Down", health.GetProperty("state").GetString());
    }

    [Theory]
    [InlineData(0, "HAProxy 2.6.12 runs, pid 77, 12 changes by runtime API, 4 reloads, 1 restart")]
    [InlineData(1, "HAProxy 2.6.12 runs, pid 77, 12 changes by runtime API, 4 reloads, 1 restart, drift corrected 1 time")]
    [InlineData(2, "HAProxy 2.6.12 runs, pid 77, 12 changes by runtime API, 4 reloads, 1 restart, drift corrected 2 times")]
    public void What_was_changed_in_HAProxy_outside_the_agent_is_told(int drift, string line)
    {
        var agent = Agent with { HaProxy = Agent.HaProxy with { Drift = drift } };

        Assert.Equal(line, SystemReport.From(Records.State(), _ => true, ClusterSurvey.Empty, agent).Haproxy);
    }

    [Fact]
    public void The_JSON_has_the_figures_of_HAProxy_as_values()
    {
        var report = SystemReport.From(Records.State(), _ => true, ClusterSurvey.Empty, Agent);

        var haproxy = JsonSerializer.SerializeToElement(report, ReportJson.Default.SystemReport).GetProperty("haproxyStatus");

        Assert.Equal(12, haproxy.GetProperty("changes").GetInt32());
        Assert.Equal(4, haproxy.GetProperty("reloads").GetInt32());
        Assert.Equal(0, haproxy.GetProperty("drift").GetInt32());
    }

    [Fact]
    public void A_process_that_is_gone_says_how()
    {
        var state = Records.State(Records.Web(1, new ProcessId(11, 1)), Records.Web(2, end: "killed"));

        var report = SystemReport.From(state, _ => false, ClusterSurvey.Empty, null);

        Assert.Equal(["died", "died", "died", "killed"], report.Nodes.Select(row => row.Process));
        Assert.All(report.Nodes, row => Assert.Null(row.Pid));
        Assert.Null(report.Haproxy);
    }

    [Fact]
    public void A_member_that_was_not_started_here_is_shown_too()
    {
        var report = SystemReport.From(Records.State(), _ => true, View("zeta", "alpha"), Agent);

        Assert.Equal(
            [new NodeRow(
                "alpha", "web", null, "foreign", "Up", true, null,
                "akka://alpha"), new NodeRow("zeta", "web", null, "foreign", "Up", true, null, "akka://zeta")],
            report.Nodes.Skip(2));
    }

    [Fact]
    public void The_table_has_a_line_for_each_node_and_no_colours_when_nobody_can_see_them()
    {
        var state = Records.State(Records.Web(1, new ProcessId(11, 1)), Records.Web(2, end: "stopped"));

        var lines = Rendered(SystemReport.From(state, node => node.Process is not null, View("web-1"), Agent));

        Assert.Equal(
            [
                "NAME    ROLE  PID  PROCESS  CLUSTER  REACHABLE  HAPROXY  ADDRESS",
                "seed-1  seed    -  died     -        -          -        127.0.0.1:4053",
                "ha-1    ha      -  died     -        -          running  http://127.0.0.1:8080/",
                "web-1   web    11  running  Up       yes        Ready    http://127.0.0.1:7001/",
                "web-2   web     -  stopped  -        -          -        http://127.0.0.1:7002/",
                "HAProxy 2.6.12 runs, pid 77, 12 changes by runtime API, 4 reloads, 1 restart",
            ],
            lines);
    }

    [Fact]
    public void A_split_frozen_servers_and_a_refusal_are_said_loudly()
    {
        var split = View("web-1") with { Clusters = [["seed-1", "web-1"], ["ha-1"]] };
        var agent = Agent with
        {
            LastFailure = Answers.Failure(ApplyStage.Check, "[ALERT] no\n"),
            Frozen = new FreezeReport("3 of 5 nodes were lost", DateTimeOffset.UnixEpoch, [])
        };

        var lines = Rendered(SystemReport.From(Records.State(), _ => true, split, agent));

        Assert.Contains("SPLIT BRAIN, more than one cluster: seed-1 web-1 | ha-1", lines);
        Assert.Contains("SERVERS FROZEN: 3 of 5 nodes were lost. Unreachable nodes stay in HAProxy, whose checks decide.", lines);
        Assert.Contains("The last change was refused: Check: [ALERT] no", lines);
    }

    private static ClusterSurvey View(params string[] names) => ClusterSurvey.From(
    [
        new ClusterView(
            new ClusterViewNode(names[0], "akka://" + names[0]),
            null,
            [.. names.Select(name => new ClusterViewMember(name, "akka://" + name, ["web"], "Up", true))]),
    ]);

    private static string[] Rendered(SystemReport report)
    {
        var text = new StringWriter();
        new Output(text, TextWriter.Null, interactive: false).Show(NodeTable.Of(report));
        return [.. text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd())];
    }
}
