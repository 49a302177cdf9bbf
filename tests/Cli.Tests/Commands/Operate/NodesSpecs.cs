using System.Text.Json;
using System.Text.RegularExpressions;
using Actors.Cli.Tests.Support;
using Actors.Cli.Views;

namespace Actors.Cli.Tests.Commands.Operate;

/// <summary>Nodes and services as the agent judges them: lists, filters, formats, and one node in full.</summary>
public sealed class NodesSpecs : OperatorSpecs
{
    private static readonly string Judged = $"[{Answers.Judged("web-1", "Serving", "")},"
        + $"{Answers.Judged("web-2", "Down", "HAProxy's check fails: L4CON")},"
        + $"{Answers.Judged("api-1", "Draining", "drained by ann", "api")}]";

    [Fact]
    public async Task Each_has_its_effective_state_and_why_and_those_that_are_refused_too()
    {
        Says(Judged, Answers.Status);

        Assert.Equal(ExitCode.Ok, await Console.Run("nodes"));

        Assert.Equal(
            [
                "NAME|SERVICE|STATE|SESSIONS|RATE|ERRORS|WEIGHT|SINCE|WHY",
                "web-1|web|serving|4|12/s|0|100|3h",
                "web-2|web|down|4|12/s|0|100|3h|HAProxy's check fails: L4CON",
                "api-1|api|draining|4|12/s|0|100|3h|drained by ann",
                "web-\uFFFD[31m|-|refused|-|-|-|-|-|its name is taken",
            ],
            Cells());
    }

    [Fact]
    public async Task From_an_agent_that_does_not_judge_the_evidence_stands_beside_the_state()
    {
        Says(Answers.Nodes, Answers.StatusWith("\"rejected\":[]"));

        Assert.Equal(ExitCode.Ok, await Console.Run("nodes"));

        Assert.Equal(
            [
                "NAME|SERVICE|STATE|SESSIONS|RATE|ERRORS|WEIGHT|SINCE|WHY",
                "web-1|web|Ready|4|12/s|0|100|3h",
                "web-2|web|Drain|0|0/s|2|50|42s|drained by override; unreachable in the cluster; HAProxy DOWN L4CON; "
                    + "Drain and weight 50 by ann; retained by the freeze",
                "web-3|web|?|?|?|?|100|1m|known from its file only",
            ],
            Cells());
    }

    [Fact]
    public async Task Wide_has_version_address_and_the_evidence()
    {
        Says(Judged, Answers.StatusWith("\"rejected\":[]"));

        await Console.Run("nodes", "web-1", "-o", "wide");

        Assert.Equal(
            [
                "NAME|SERVICE|VERSION|ADDRESS|ZONE|STATE|CLUSTER|CHECK|SESSIONS|RATE|ERRORS|WEIGHT|SINCE|OVERRIDE|WHY",
                "web-1|web|1.0.0|10.0.0.1:3000|a|serving|Up|UP|4|12/s|0|100|3h|-",
            ],
            Cells());
    }

    [Theory]
    [InlineData("nodes -o name", "web-1", "web-2", "api-1")]
    [InlineData("nodes web-2 api-1 -o name", "web-2", "api-1")]
    [InlineData("nodes --service web -o name", "web-1", "web-2")]
    [InlineData("nodes --state down -o name", "web-2")]
    [InlineData("nodes --service api --state serving -o name")]
    [InlineData("services -o name", "web", "api")]
    [InlineData("services api -o name", "api")]
    public async Task Names_alone_are_for_scripts_and_can_be_filtered(string line, params string[] names)
    {
        Says(Judged, Answers.StatusWith("\"rejected\":[]"));

        Assert.Equal(ExitCode.Ok, await Console.Run(line.Split(' ')));

        Assert.Equal(names, Console.Lines);
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("-o json")]
    public async Task JSON_that_is_filtered_keeps_what_this_release_does_not_know(string format)
    {
        Says(Judged.Replace("[{\"name\"", "[{\"mood\":\"+good\",\"name\"", StringComparison.Ordinal), Answers.Status);

        Assert.Equal(ExitCode.Ok, await Console.Run(["nodes", "--state", "serving", .. format.Split(' ')]));

        using var document = JsonDocument.Parse(Console.Result);
        Assert.Equal(["web-1"], document.RootElement.EnumerateArray().Select(node => node.GetProperty("name").GetString()));
        Assert.Contains("\"mood\":\"+good\"", Console.Result, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nodes --state refused --json")]
    [InlineData("nodes web-9 --json")]
    public async Task A_refused_node_that_is_asked_for_is_in_the_JSON(string line)
    {
        Says(Judged, Answers.StatusWith("""
            "rejected":[{"name":"web-9","address":"10.0.0.9","reason":"its name is taken"}]
            """));

        Assert.Equal(ExitCode.Ok, await Console.Run(line.Split(' ')));

        using var document = JsonDocument.Parse(Console.Result);
        var node = Assert.Single(document.RootElement.EnumerateArray().ToArray());
        Assert.Equal(
            ["web-9", "Refused", "its name is taken"],
            new[] { "name", "effective", "effectiveWhy" }.Select(field => node.GetProperty(field).GetString()));
    }

    [Fact]
    public async Task A_remedy_calls_the_program_as_the_user_does()
    {
        Console.ProgramName = "balance";

        var failure = await Assert.ThrowsAsync<CommandFailed>(() => Console.Run("services"));

        Assert.Equal(["balance status shows its services; upgrade it for more."], failure.Remedy);
    }

    [Theory]
    [InlineData("nodes web-1 wbe-2", "no node 'wbe-2'. Did you mean web-2?")]
    [InlineData("describe wbe-2", "no node 'wbe-2'. Did you mean web-2?")]
    [InlineData("services wbe", "no service 'wbe'. Did you mean web?")]
    public async Task A_name_that_is_not_there_is_an_error(string line, string message)
    {
        Says(Judged, Answers.Status);

        var failure = await Assert.ThrowsAsync<CommandFailed>(() => Console.Run(line.Split(' ')));

        Assert.Equal((ExitCode.Unknown, message), (failure.ExitCode, failure.Message));
    }

    [Fact]
    public async Task No_nodes_are_said_in_words()
    {
        Says("[]", Answers.StatusWith("\"rejected\":[]"));

        await Console.Run("nodes");

        Assert.Equal(["There are no nodes."], Console.Lines);
    }

    [Fact]
    public async Task Services_have_their_health_and_why()
    {
        Says(Judged, Answers.Status);

        Assert.Equal(ExitCode.Ok, await Console.Run("services"));

        Assert.Equal(
            [
                "SERVICE|HEALTH|SERVING|ROUTES|CANARY|REQUESTS|ERRORS|WHY",
                "web|degraded|1/2|/|10 % to version 2|2000|3|1 of 2 nodes serving: web-2 down (L4CON)",
                "api|down|0/1|/api|0|0|0 of 1 nodes serving",
            ],
            Cells());
    }

    [Fact]
    public async Task An_agent_that_does_not_know_the_health_of_services_is_said_to_be_older()
    {
        Says(Judged, Answers.Status);
        Agent.Answers.TryRemove("GET /api/services", out _);

        var failure = await Assert.ThrowsAsync<CommandFailed>(() => Console.Run("services"));

        Assert.Contains("older release", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_status_begins_with_the_headline_and_has_the_services()
    {
        Says(Judged, Answers.StatusWith("\"health\":{\"state\":\"Down\",\"text\":\"api is down: 0 of 1 nodes serving\"}"));

        Assert.Equal(ExitCode.Ok, await Console.Run("status"));

        Assert.Equal("health         api is down: 0 of 1 nodes serving", Console.Lines[0]);
        Assert.Contains("api|down|0/1|/api|0|0|0 of 1 nodes serving", Cells());
    }

    [Fact]
    public async Task One_node_is_described_with_the_last_changes_that_name_it()
    {
        Says($"[{Answers.Judged("web-4", "Down", "HAProxy's check fails: L4CON")}]", Answers.Status);
        Agent.Answers["GET /api/history?limit=200"] = FakeAnswer.Json(Answers.History);

        Assert.Equal(ExitCode.Ok, await Console.Run("describe", "web-4"));

        Assert.Equal("state     down: HAProxy's check fails: L4CON", Console.Lines[1]);
        Assert.Contains("address   10.0.0.1:3000", Console.Lines);
        Assert.Contains("override  none", Console.Lines);
        Assert.Contains(Console.Lines, line => line.Contains("web-4 joined", StringComparison.Ordinal));
        Assert.DoesNotContain(Console.Lines, line => line.Contains("template changed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whose_an_override_is_since_when_and_why_is_told_of_the_node_and_in_the_wide_list()
    {
        const string Given =
            """
            "order":{"state":"Drain","weight":null,"by":"ann","at":"2026-03-04T11:59:18Z","from":"10.0.0.7","reason":"its disk"}
            """;
        var drained = Answers.Judged("web-4", "Draining", "drained by ann: its disk");
        Says(
            $"[{drained.Replace("\"order\":null", Given, StringComparison.Ordinal)}]",
            Answers.StatusWith("\"rejected\":[]"));
        Agent.Answers["GET /api/history?limit=200"] = FakeAnswer.Json(
            """
            [{"revision":14,"trigger":"web-4 drained","by":"command","what":"","commands":[],"milliseconds":0,"at":"2026-03-04T11:59:18Z",
              "result":"done","failure":null,"hasConfig":false,"author":"ann","from":"10.0.0.7","reason":"its disk"}]
            """);

        Assert.Equal(ExitCode.Ok, await Console.Run("describe", "web-4"));

        var at = Words.Moment(Answers.Now.AddSeconds(-42));
        Assert.Contains($"override  Drain by ann from 10.0.0.7 (its disk), {at} (42s ago)", Console.Lines);
        Assert.Contains(
            Console.Lines, line => line.Contains("web-4 drained by ann from 10.0.0.7: its disk  command", StringComparison.Ordinal));

        await Console.Run("nodes", "-o", "wide");

        Assert.EndsWith("|3h|Drain by ann 42s ago|drained by ann: its disk", Cells().Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_JSON_it_is_the_node_of_the_agent_s_list()
    {
        Says(Judged, Answers.Status);

        Assert.Equal(ExitCode.Ok, await Console.Run("describe", "web-2", "--json"));

        using var document = JsonDocument.Parse(Console.Result);
        Assert.Equal("HAProxy's check fails: L4CON", document.RootElement.GetProperty("effectiveWhy").GetString());
    }

    private void Says(string nodes, string status)
    {
        Agent.Answers["GET /api/nodes"] = FakeAnswer.Json(nodes);
        Agent.Answers["GET /api/status"] = FakeAnswer.Json(status);
        Agent.Answers["GET /api/services"] = FakeAnswer.Json(Answers.Services);
    }

    private IEnumerable<string> Cells() => Console.Lines.Select(line => Regex.Replace(line, " {2,}", "|"));
}
