using System.Net;
using System.Net.Sockets;
using Actors.Cli.Tests.Support;

namespace Actors.Cli.Tests.Commands.Operate;

public sealed class FailureSpecs : OperatorSpecs
{
    [Fact]
    public async Task A_problem_is_one_sentence_and_a_line_for_each_field()
    {
        Agent.Answers["POST /api/nodes/web-1/weight"] = FakeAnswer.Problem(
            400, """{"type":"about:blank","title":"Bad weight.","status":400,"detail":"weight is 300; give 0 to 256.","errors":{"weight":["must be from 0 to 256"]}}""");

        var failure = await Fails("weight web-1 256");

        Assert.Equal(ExitCode.Failed, failure.ExitCode);
        Assert.Equal("Bad weight: weight is 300; give 0 to 256.", failure.Message);
        Assert.Equal(["weight: must be from 0 to 256"], failure.Remedy);
    }

    [Fact]
    public async Task An_unknown_node_has_its_own_exit_code_and_no_list_of_others()
    {
        Agent.Answers["POST /api/nodes/web-9/drain"] = FakeAnswer.Problem(
            404, """{"type":"about:blank","title":"Unknown node","status":404,"detail":"There is no node 'web-9'."}""");

        var failure = await Fails("drain web-9");

        Assert.Equal(ExitCode.UnknownNode, failure.ExitCode);
        Assert.Equal("Unknown node: There is no node 'web-9'.", failure.Message);
        Assert.Empty(failure.Remedy);
    }

    [Theory]
    [InlineData(404, "rollback 99", "POST /api/rollback/99")]
    [InlineData(409, "unpin", "POST /api/unpin")]
    [InlineData(503, "freeze", "POST /api/freeze")]
    public async Task Other_problems_end_with_1(int status, string line, string request)
    {
        Agent.Answers[request] = FakeAnswer.Problem(status, """{"title":"No","detail":"No, because."}""");

        var failure = await Fails(line);

        Assert.Equal(ExitCode.Failed, failure.ExitCode);
        Assert.Equal("No, because.", failure.Message);
    }

    [Fact]
    public async Task An_agent_between_two_actor_systems_is_asked_again_later()
    {
        Agent.Answers["POST /api/freeze"] = new FakeAnswer(503, "text/plain", "");

        var failure = await Fails("freeze");

        Assert.Equal($"the agent at {Agent.Url} is not ready for that.", failure.Message);
        Assert.Equal(["It may have just started: try again in a moment."], failure.Remedy);
    }

    [Fact]
    public async Task A_token_that_is_not_taken_is_told_by_its_source_and_never_shown()
    {
        Agent.Answers["POST /api/reload"] = FakeAnswer.Problem(401, """{"title":"Unauthorized"}""");

        var failure = await Fails("reload");

        Assert.Equal($"the agent at {Agent.Url} does not take the token of ACTORS_TOKEN.", failure.Message);
        Assert.Contains("It is looked for in: --token-file, ACTORS_TOKEN, ACTORS_TOKEN_FILE.", failure.Remedy);
        Assert.DoesNotContain(failure.Remedy.Append(failure.Message), line => line.Contains(Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_token_it_is_said_where_one_is_looked_for()
    {
        Console.Variables.Remove("ACTORS_TOKEN");
        Agent.Answers["POST /api/reload"] = new FakeAnswer(401, "text/plain", "");

        var failure = await Fails("reload");

        Assert.Equal(ExitCode.Failed, failure.ExitCode);
        Assert.Equal($"the agent at {Agent.Url} wants a token, and there is none here.", failure.Message);
        Assert.Null(Request.Authorization);
    }

    [Fact]
    public async Task Where_nobody_listens_the_address_is_told_and_how_to_give_another()
    {
        var port = FreePort();
        Console.Variables["ACTORS_URL"] = $"http://127.0.0.1:{port}";

        var failure = await Fails("status");

        Assert.Equal(ExitCode.Failed, failure.ExitCode);
        Assert.Equal($"nothing answers at http://127.0.0.1:{port}/: Connection refused.", failure.Message);
        Assert.Equal(["Another agent: --url URL, or ACTORS_URL in the environment."], failure.Remedy);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("drain web-1")]
    public async Task Somebody_who_is_no_agent_is_told_so(string line)
    {
        var failure = await Fails(line);

        Assert.Equal(ExitCode.Failed, failure.ExitCode);
        Assert.Contains($"{Agent.Url} does not answer as an ha agent does: /api/", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("status --json")]
    public async Task A_page_where_JSON_belongs_is_no_answer(string line)
    {
        Agent.Answers["GET /api/status"] = new FakeAnswer(200, "text/html", "<h1>It works!</h1>");

        var failure = await Fails(line);

        Assert.Equal(
            $"{Agent.Url} does not answer as an ha agent does: /api/status: text/html where application/json belongs.", failure.Message);
        Assert.Equal("", Console.Result);
    }

    [Fact]
    public async Task JSON_of_another_kind_is_no_answer()
    {
        Agent.Answers["GET /api/nodes"] = FakeAnswer.Json("""{"nodes":[]}""");

        var failure = await Fails("nodes");

        Assert.Equal($"what {Agent.Url} answers cannot be read.", failure.Message);
    }

    [Fact]
    public async Task A_redirection_is_not_followed()
    {
        Agent.Answers["POST /api/reload"] = new FakeAnswer(302, "text/plain", "");

        var failure = await Fails("reload");

        Assert.Contains("/api/reload: 302 Found", failure.Message, StringComparison.Ordinal);
        Assert.Single(Agent.Requests);
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    private Task<CommandFailed> Fails(string line) => Assert.ThrowsAsync<CommandFailed>(() => Console.Run(line.Split(' ')));
}
