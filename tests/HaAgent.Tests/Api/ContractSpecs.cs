using System.Text.Json;
using System.Text.Json.Nodes;

namespace Actors.HaAgent.Tests.Api;

/// <summary>What an agent writes and a client reads are the same records; the form may grow.</summary>
public sealed class ContractSpecs
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    private static readonly NodeReport Node = new()
    {
        Name = "web-1",
        Service = "shop",
        Address = "10.0.0.1",
        Port = 3000,
        Version = "2.1",
        Weight = 50,
        State = AdminState.Drain,
        Why = "drained by override",
        Source = NodeSource.Held,
        Since = Now,
        Zone = "rack-7",
    };

    private static readonly NodeOverride Canary = new(null, null, "ann", Now) { Canary = new("2", 10), From = "10.0.0.7", Reason = "a" };

    private static readonly AgentStatus Status = AgentStatus.Starting("ha-1", "3.0.11") with
    {
        Phase = AgentPhase.Failing,
        LastFailure = new FailureReport(7, ApplyStage.Reload, "no room", "Make room.", Now),
        Frozen = new FreezeReport("half is lost", Now, ["web-1"]) { By = "ann", From = "10.0.0.7", Reason = "a switch" },
        Nodes = [Node],
        Rejected = [new RefusedNode("web-2", "akka://b", "its name is taken")],
        Pinned = new PinReport(3, Now) { By = "ann", From = "10.0.0.7", Reason = "a fault" },
        Convergence = new ConvergenceReport("in sync on 1 of 2 agents", [new AgentReport("ha-2", null, null, null, true, "silent")]),
        Health = new HealthReport(ServiceHealth.Down, "shop is down: 0 of 1 nodes serving"),
        Services = [new ServiceReport("shop", ServiceProtocol.Tcp, 5000, ["/a"], 1, 0, Canary.Canary) { Override = Canary }],
        HistoryFault = "no room",
        LeftOut = [new LeftOutReport("HTTPS", "no port")],
        Waiting = [new WaitingNode("web-3", "shop", "10.0.0.3", "404", Now, 3000, "2.1", 50) { Zone = "rack-8" }],
        Template = new TemplateReport(
            "aa", "/t.sbn", Now, new TemplateCandidateReport("bb", "/t.sbn", TemplateStage.Stopped, "ha-2", "no", Now)),
        Certificates = new CertificatesReport(
            "/certs", true, "", [new CertificateReport("a.pem", CertificateState.InUse, "", ["a.test"], Now, true)]),
    };

    public static TheoryData<string, string> Written => new()
    {
        { nameof(AgentStatus), JsonSerializer.Serialize(Status, ContractJson.Readable.AgentStatus) },
        {
            "nodes", JsonSerializer.Serialize(
                [
                    new NodeView(Node)
                    {
                        Effective = EffectiveState.Draining,
                        EffectiveWhy = "drained by ann",
                        Gossip = new GossipView("Up", true, "akka://a"),
                        Override = new NodeOverride(AdminState.Drain, 50, "ann", Now) { From = "10.0.0.7", Reason = "a disk" },
                        HaProxy = new ServerView("UP", 1, 2, 3, 4, 5, 6, "L7OK", 7, 8) { AverageResponseMilliseconds = 9 },
                    },
                    new NodeView(Node),
                ],
                ContractJson.Readable.IReadOnlyListNodeView)
        },
        {
            "services", JsonSerializer.Serialize(
                [
                    new ServiceView(
                        "shop", ServiceProtocol.Tcp, 5000, ["/a"], 2, 1, new CanaryShare("2", 10), ServiceHealth.Degraded, "web-1 down", 1,
                        new Dictionary<string, int> { ["Serving"] = 1, ["Down"] = 1 }, 700, 3)
                    { Override = Canary },
                ],
                ContractJson.Readable.IReadOnlyListServiceView)
        },
        {
            "history", JsonSerializer.Serialize(
                [
                    new ChangeView(7, "a", "reload", "b", ["c"], 1.5, Now, "applied", null, true),
                    new ChangeView(8, "a", "command", "", [], 0, Now, "done", null, false) { Author = "ann", From = "::1", Reason = "a" },
                ],
                ContractJson.Readable.IReadOnlyListChangeView)
        },
    };

    [Theory]
    [MemberData(nameof(Written))]
    public void What_an_agent_writes_a_client_reads_whole(string what, string text) => Assert.Equal(text, ReadAndWritten(what, text));

    [Fact]
    public void What_came_after_the_first_release_has_a_default_where_an_agent_does_not_say_it()
    {
        var older = JsonNode.Parse(JsonSerializer.Serialize(Status, ContractJson.Default.AgentStatus))!.AsObject();
        foreach (var later in new[] { "version", "health", "services", "leftOut", "waiting", "template", "certificates", "historyFault" })
        {
            Assert.True(older.Remove(later), later);
        }

        Assert.True(older["nodes"]![0]!.AsObject().Remove("zone"));

        var read = ContractJson.Read(older.ToJsonString(), ContractJson.Reader.AgentStatus)!;

        Assert.Equal(("", 0, 0, 0), (read.Nodes[0].Zone, read.Services.Count, read.LeftOut.Count, read.Waiting.Count));
        Assert.Equal((null, null), (read.Template, read.Certificates));
        Assert.Equal((null, null), (read.Version, read.HistoryFault));
        Assert.Null(read.Health);
    }

    [Fact]
    public void A_node_of_an_older_agent_has_no_effective_state_and_a_word_of_a_later_one_has_no_name()
    {
        var nodes = JsonNode.Parse(JsonSerializer.Serialize([new NodeView(Node)], ContractJson.Default.IReadOnlyListNodeView))!;
        var node = nodes[0]!.AsObject();
        Assert.True(node.Remove("effective") && node.Remove("effectiveWhy"));
        var older = Assert.Single(ContractJson.Read(nodes.ToJsonString(), ContractJson.Reader.IReadOnlyListNodeView)!);
        node["effective"] = "Dreaming";

        var later = Assert.Single(ContractJson.Read(nodes.ToJsonString(), ContractJson.Reader.IReadOnlyListNodeView)!);

        Assert.Equal((null, ""), (older.Effective, older.EffectiveWhy));
        Assert.False(Enum.IsDefined(Assert.NotNull(later.Effective)));
    }

    [Theory]
    [InlineData("phase")]
    [InlineData("haproxy")]
    [InlineData("nodes")]
    public void What_every_release_says_is_not_guessed_at(string field)
    {
        var status = JsonNode.Parse(JsonSerializer.Serialize(Status, ContractJson.Default.AgentStatus))!.AsObject();
        status[field] = null;
        Assert.Null(ContractJson.Read(status.ToJsonString(), ContractJson.Reader.AgentStatus));

        status.Remove(field);

        Assert.Null(ContractJson.Read(status.ToJsonString(), ContractJson.Reader.AgentStatus));
    }

    [Fact]
    public void What_a_later_release_says_is_passed_over_and_a_word_of_its_own_has_no_name()
    {
        var status = JsonNode.Parse(JsonSerializer.Serialize(Status, ContractJson.Default.AgentStatus))!.AsObject();
        status["mood"] = "good";
        status["phase"] = "Dreaming";

        var read = ContractJson.Read(status.ToJsonString(), ContractJson.Reader.AgentStatus)!;

        Assert.False(Enum.IsDefined(read.Phase));
    }

    private static string ReadAndWritten(string what, string text) => what switch
    {
        nameof(AgentStatus) => JsonSerializer.Serialize(
            ContractJson.Read(text, ContractJson.Reader.AgentStatus)!, ContractJson.Readable.AgentStatus),
        "nodes" => JsonSerializer.Serialize(
            ContractJson.Read(text, ContractJson.Reader.IReadOnlyListNodeView)!, ContractJson.Readable.IReadOnlyListNodeView),
        "services" => JsonSerializer.Serialize(
            ContractJson.Read(text, ContractJson.Reader.IReadOnlyListServiceView)!, ContractJson.Readable.IReadOnlyListServiceView),
        _ => JsonSerializer.Serialize(
            ContractJson.Read(text, ContractJson.Reader.IReadOnlyListChangeView)!, ContractJson.Readable.IReadOnlyListChangeView),
    };
}
