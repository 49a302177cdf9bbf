using System.Text.Json;
using Actors.Cli.Commands.Operate;
using Actors.Cli.Tests.Support;
using Actors.Contracts.Management;

namespace Actors.Cli.Tests.Commands.Operate;

public sealed class OverrideSpecs : OperatorSpecs
{
    [Theory]
    [InlineData(
        "drain web-1", "/api/nodes/web-1/drain",
        "ok Draining web-1. Undo: actors ready web-1")]
    [InlineData(
        "ready web-1", "/api/nodes/web-1/ready", "ok web-1 is back in rotation.")]
    [InlineData(
        "maintenance web-1", "/api/nodes/web-1/maintenance",
        "ok web-1 goes into maintenance: no traffic and no checks. Undo: actors ready web-1")]
    [InlineData("freeze", "/api/freeze", "ok Servers frozen; it goes to all agents: lost nodes stay in HAProxy. Undo: actors thaw")]
    [InlineData(
        "thaw", "/api/thaw", "ok Servers thawed; it goes to all agents: lost nodes are removed from HAProxy. Undo: actors freeze")]
    [InlineData("reload", "/api/reload", "ok Reload requested.")]
    [InlineData("unpin", "/api/unpin", "ok Unpinned: the newest template is in force again. Undo: actors rollback REVISION")]
    [InlineData(
        "rollback 12", "/api/rollback/12",
        "ok Pinning the template of revision 12; nodes and overrides stay as they are. Undo: actors unpin")]
    [InlineData("drain web-1 --force", "/api/nodes/web-1/drain?force=true", "ok Draining web-1. Undo: actors ready web-1")]
    [InlineData(
        "maintenance web-1 --force", "/api/nodes/web-1/maintenance?force=true",
        "ok web-1 goes into maintenance: no traffic and no checks. Undo: actors ready web-1")]
    public async Task An_override_or_a_command_is_a_POST_with_the_token_and_no_body(string line, string path, string told)
    {
        Agent.Answers["POST " + path] = FakeAnswer.Taken(Answers.Override);
        Agent.Answers["GET /api/nodes"] = FakeAnswer.Json($"[{Answers.Node("web-1")}]");

        Assert.Equal(ExitCode.Ok, await Console.Run(line.Split(' ')));

        Assert.Equal(new Asked("POST", path, "Bearer " + Token, null, ""), Request);
        Assert.Equal([told], Console.Lines);
    }

    [Fact]
    public async Task A_canary_is_given_and_taken_back()
    {
        Agent.Answers["POST /api/services/web/canary"] = FakeAnswer.Taken(Answers.Override);
        Agent.Answers["DELETE /api/services/web/canary"] = FakeAnswer.Taken("null");

        Assert.Equal(ExitCode.Ok, await Console.Run("canary", "web", "--version", "2", "--share", "10"));
        Assert.Equal(ExitCode.Ok, await Console.Run("canary", "web", "--off"));

        Assert.Equal(
            [
                new Asked(
                    "POST", "/api/services/web/canary", "Bearer " + Token, "application/json; charset=utf-8",
                    """{"version":"2","share":10}"""),
                new Asked("DELETE", "/api/services/web/canary", "Bearer " + Token, null, ""),
            ],
            Agent.Requests);
        Assert.Equal(
            ["ok web: 10 % to version 2. Undo: actors canary web --off", "ok web: every node has its own weight again."],
            Console.Lines);
    }

    [Theory]
    [InlineData("canary web", "give --version and --share, or --off.")]
    [InlineData("canary web --version 2", "give --version and --share, or --off.")]
    [InlineData("canary web --off --share 3", "give --version and --share, or --off.")]
    [InlineData("canary web --version 2 --share 101", "--share must be a number from 0 to 100, not '101'.")]
    public void A_canary_that_is_none_is_refused(string line, string why)
    {
        var command = new System.CommandLine.Command("test");
        command.Subcommands.Add(CanaryCommand.Create(Console.Host));

        Assert.Equal(why, Assert.Single(command.Parse(line.Split(' ')).Errors).Message);
    }

    [Theory]
    [InlineData("drain web-1", "POST /api/nodes/web-1/drain?")]
    [InlineData("drain web-1 --force", "POST /api/nodes/web-1/drain?force=true&")]
    [InlineData("weight web-1 5", "POST /api/nodes/web-1/weight?")]
    [InlineData("canary web --version 2 --share 10", "POST /api/services/web/canary?")]
    [InlineData("canary web --off", "DELETE /api/services/web/canary?")]
    [InlineData("freeze", "POST /api/freeze?")]
    [InlineData("thaw", "POST /api/thaw?")]
    [InlineData("reload", "POST /api/reload?")]
    [InlineData("rollback 12", "POST /api/rollback/12?")]
    [InlineData("unpin", "POST /api/unpin?")]
    public async Task Who_wants_it_and_why_goes_with_it(string line, string request)
    {
        Console.User = "ann";
        Agent.Answers[request + "reason=its%20disk%20%26%20fan"] = FakeAnswer.Taken(Answers.Override);
        Agent.Answers["GET /api/nodes"] = FakeAnswer.Json($"[{Answers.Node("web-1")}]");

        Assert.Equal(ExitCode.Ok, await Console.Run([.. line.Split(' '), "--reason", "its disk & fan"]));

        Assert.Equal("ann", Request.User);
        Assert.All(Agent.Requests.Where(asked => asked.Method == "GET"), asked => Assert.Null(asked.User));
    }

    [Theory]
    [InlineData("ann", null, "ann")]
    [InlineData("root", "ann", "ann")]
    [InlineData("root", "", "root")]
    [InlineData("Jos\u00e9\t", null, "Jos?")]
    [InlineData(" ", null, null)]
    public void Who_it_is_the_process_says_and_behind_sudo_who_typed_it(string user, string? before, string? name) =>
        Assert.Equal(name, OperatingUser.Name(variable => variable == "SUDO_USER" ? before : null, user));

    [Theory]
    [InlineData(0)]
    [InlineData(201)]
    public void A_reason_that_is_none_is_refused(int length)
    {
        var command = new System.CommandLine.Command("test");
        command.Subcommands.Add(NodeCommands.Drain(Console.Host));

        Assert.Equal(
            $"--reason must be one line of 1 to 200 characters, and has {length}.",
            Assert.Single(command.Parse(["drain", "web-1", "--reason", new string('x', length)]).Errors).Message);
    }

    [Theory]
    [InlineData("50", """{"weight":50}""", "ok Weight of web-1: 50. Undo: actors weight web-1 none")]
    [InlineData("0", """{"weight":0}""", "ok Weight of web-1: 0. Undo: actors weight web-1 none")]
    [InlineData("none", """{"weight":null}""", "ok Weight of web-1: its own again.")]
    public async Task A_weight_is_a_number_or_is_taken_back(string weight, string body, string told)
    {
        Agent.Answers["POST /api/nodes/web-1/weight"] = FakeAnswer.Taken(Answers.Override);
        Agent.Answers["GET /api/nodes"] = FakeAnswer.Json($"[{Answers.Node("web-1")}]");

        Assert.Equal(ExitCode.Ok, await Console.Run("weight", "web-1", weight));

        Assert.Equal(new Asked("POST", "/api/nodes/web-1/weight", "Bearer " + Token, "application/json; charset=utf-8", body), Request);
        Assert.Equal([told], Console.Lines);
    }

    [Theory]
    [InlineData("ready web-1", "\"Maintenance\"", "null", "actors maintenance web-1")]
    [InlineData("ready web-1", "\"Drain\"", "30", "actors drain web-1")]
    [InlineData("ready web-1", "null", "30", null)]
    [InlineData("drain web-1", "\"Maintenance\"", "null", "actors maintenance web-1")]
    [InlineData("drain web-1", "\"Drain\"", "null", null)]
    [InlineData("drain web-1", "null", "null", "actors ready web-1")]
    [InlineData("maintenance web-1", "\"Drain\"", "null", "actors drain web-1")]
    [InlineData("weight web-1 50", "null", "30", "actors weight web-1 30")]
    [InlineData("weight web-1 none", "null", "30", "actors weight web-1 30")]
    [InlineData("weight web-1 50", "\"Drain\"", "null", "actors weight web-1 none")]
    [InlineData("weight web-1 30", "null", "30", null)]
    public async Task What_takes_it_back_is_what_was_before(string line, string state, string weight, string? undo)
    {
        Agent.Answering = asked => asked.Method == "POST" ? FakeAnswer.Taken(Answers.Override) : null;
        Agent.Answers["GET /api/nodes"] = FakeAnswer.Json(
            $"[{Answers.Node("web-1").Replace("\"order\":null", Order(state, weight), StringComparison.Ordinal)}]");

        Assert.Equal(ExitCode.Ok, await Console.Run(line.Split(' ')));

        Assert.EndsWith(undo is null ? "." : $". Undo: {undo}", Assert.Single(Console.Lines), StringComparison.Ordinal);
        Assert.Equal(undo is not null, Assert.Single(Console.Lines).Contains("Undo", StringComparison.Ordinal));
    }

    private static string Order(string state, string weight) =>
        $$"""
        "order":{"state":{{state}},"weight":{{weight}},"by":"ann","at":"2026-03-04T11:59:18Z"}
        """;

    [Theory]
    [InlineData("freeze", "POST /api/freeze")]
    [InlineData("ready web-1", "POST /api/nodes/web-1/ready")]
    [InlineData("canary web --off", "DELETE /api/services/web/canary")]
    public async Task With_json_an_empty_answer_is_a_document_that_says_what_was_taken(string line, string request)
    {
        Agent.Answers[request] = FakeAnswer.Taken("");

        Assert.Equal(ExitCode.Ok, await Console.Run([.. line.Split(' '), "--json"]));

        using var document = JsonDocument.Parse(Console.Result);
        Assert.NotEqual("", document.RootElement.GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("weight web-1 0 --force", "/api/nodes/web-1/weight", """{"weight":0,"force":true}""")]
    [InlineData("canary web --version 9 --share 5 --force", "/api/services/web/canary", """{"version":"9","share":5,"force":true}""")]
    public async Task What_the_agent_guards_can_be_forced(string line, string path, string body)
    {
        Agent.Answers["POST " + path] = FakeAnswer.Taken(Answers.Override);

        Assert.Equal(ExitCode.Ok, await Console.Run(line.Split(' ')));

        Assert.Equal((path, body), (Request.Path, Request.Body));
    }

    [Theory]
    [InlineData("drain web-1", "/api/nodes/web-1/drain")]
    [InlineData("weight web-1 3", "/api/nodes/web-1/weight")]
    [InlineData("freeze", "/api/freeze")]
    [InlineData("rollback 12", "/api/rollback/12")]
    public async Task With_json_the_agent_s_answer_is_printed_as_it_came(string line, string path)
    {
        Agent.Answers["POST " + path] = FakeAnswer.Taken(Answers.Override + "\n");

        Assert.Equal(ExitCode.Ok, await Console.Run([.. line.Split(' '), "--json"]));

        Assert.Equal(Answers.Override + "\n", Console.Result);
    }
}
