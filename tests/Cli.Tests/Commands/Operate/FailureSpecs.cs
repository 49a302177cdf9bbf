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

    [Theory]
    [InlineData("drain wbe-2", "POST /api/nodes/wbe-2/drain", "no node 'wbe-2'. Did you mean web-2?", "There are: web-1, web-2, web-3.")]
    [InlineData("weight other 3", "POST /api/nodes/other/weight", "no node 'other'.", "There are: web-1, web-2, web-3.")]
    [InlineData("canary web --off", "DELETE /api/services/web/canary", "no service 'web'.", "There is no service at all.")]
    public async Task A_name_that_is_not_there_has_its_own_exit_code_the_nearest_and_the_first_of_the_others(
        string line, string request, string message, string others)
    {
        Agent.Answers[request] = FakeAnswer.Problem(404, """{"title":"There is no such thing","status":404,"detail":"None."}""");
        Agent.Answers["GET /api/nodes"] = FakeAnswer.Json(Answers.Nodes);
        Agent.Answers["GET /api/status"] = FakeAnswer.Json(Answers.Status);

        var failure = await Fails(line);

        Assert.Equal((ExitCode.Unknown, message), (failure.ExitCode, failure.Message));
        Assert.Equal([others], failure.Remedy);
        Assert.Equal("There is no such thing", failure.Problem?.Title);
    }

    [Fact]
    public async Task Of_sixty_nodes_ten_are_named()
    {
        Agent.Answers["POST /api/nodes/other/drain"] = FakeAnswer.Problem(404, """{"title":"There is no such node"}""");
        Agent.Answers["GET /api/nodes"] = FakeAnswer.Json(
            $"[{string.Join(',', Enumerable.Range(1, 60).Select(number => Answers.Node($"web-{number}")))}]");

        var failure = await Fails("drain other");

        Assert.EndsWith("web-10 and 50 more.", Assert.Single(failure.Remedy), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "rollback 99", "POST /api/rollback/99", ExitCode.Unknown)]
    [InlineData(404, "diff 1 99", "GET /api/history/1..99/diff", ExitCode.Unknown)]
    [InlineData(409, "freeze", "POST /api/freeze", ExitCode.Failed)]
    [InlineData(503, "freeze", "POST /api/freeze", ExitCode.Failed)]
    public async Task Other_problems_are_told_in_the_agent_s_words(int status, string line, string request, int code)
    {
        Agent.Answers[request] = FakeAnswer.Problem(status, """{"title":"No","detail":"No, because."}""");

        var failure = await Fails(line);

        Assert.Equal(code, failure.ExitCode);
        Assert.Equal("No, because.", failure.Message);
    }

    [Fact]
    public async Task An_agent_between_two_actor_systems_is_asked_again_later()
    {
        Agent.Answers["POST /api/freeze"] = new FakeAnswer(503, "text/plain", "");

        var failure = await Fails("freeze");

        Assert.Equal((ExitCode.Failed, $"the agent at {Agent.Url} is not ready for that."), (failure.ExitCode, failure.Message));
        Assert.Equal(["It may have just started: try again in a moment."], failure.Remedy);
    }

    [Fact]
    public async Task A_token_that_is_not_taken_is_told_by_its_source_and_never_shown()
    {
        Agent.Answers["POST /api/reload"] = FakeAnswer.Problem(401, """{"title":"Unauthorized"}""");

        var failure = await Fails("reload");

        Assert.Equal(ExitCode.TokenRefused, failure.ExitCode);
        Assert.Equal($"the agent at {Agent.Url} rejected the token from ACTORS_TOKEN (401).", failure.Message);
        Assert.Contains("Tokens are read from --token-file, ACTORS_TOKEN, ACTORS_TOKEN_FILE.", failure.Remedy);
        Assert.DoesNotContain(failure.Remedy.Append(failure.Message), line => line.Contains(Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_token_it_is_said_where_one_is_looked_for()
    {
        Console.Variables.Remove("ACTORS_TOKEN");
        Agent.Answers["POST /api/reload"] = new FakeAnswer(401, "text/plain", "");

        var failure = await Fails("reload");

        Assert.Equal(ExitCode.TokenRefused, failure.ExitCode);
        Assert.Equal($"the agent at {Agent.Url} needs a token, and none is given here (401).", failure.Message);
        Assert.Null(Request.Authorization);
    }

    [Fact]
    public async Task Where_nobody_listens_the_address_is_told_and_how_to_give_another()
    {
        var port = FreePort();
        Console.Variables["ACTORS_URL"] = $"http://127.0.0.1:{port}";

        var failure = await Fails("status");

        Assert.Equal(ExitCode.NothingRuns, failure.ExitCode);
        Assert.Equal($"nothing answers at http://127.0.0.1:{port}/: Connection refused.", failure.Message);
        Assert.Equal(["Another agent: --url URL, or ACTORS_URL in the environment."], failure.Remedy);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("drain web-1")]
    public async Task Somebody_who_is_no_agent_is_told_so(string line)
    {
        var failure = await Fails(line);

        Assert.Equal(ExitCode.NothingRuns, failure.ExitCode);
        Assert.StartsWith($"{Agent.Url} is not an Actors agent (404 NotFound for /api/", failure.Message, StringComparison.Ordinal);
        Assert.Contains(failure.Remedy, line => line.Contains("http://127.0.0.1:8090", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("status")]
    [InlineData("status --json")]
    public async Task A_page_where_JSON_belongs_is_no_answer(string line)
    {
        Agent.Answers["GET /api/status"] = new FakeAnswer(200, "text/html", "<h1>It works!</h1>");

        var failure = await Fails(line);

        Assert.Equal(
            $"{Agent.Url} is not an Actors agent (text/html in place of application/json for /api/status).", failure.Message);
        Assert.Equal("", Console.Result);
    }

    [Fact]
    public async Task JSON_of_another_kind_is_no_answer()
    {
        Agent.Answers["GET /api/nodes"] = FakeAnswer.Json("""{"nodes":[]}""");

        var failure = await Fails("nodes");

        Assert.Equal($"what {Agent.Url} answers cannot be read.", failure.Message);
        Assert.Equal(ExitCode.NothingRuns, failure.ExitCode);
    }

    [Fact]
    public async Task A_redirection_is_not_followed()
    {
        Agent.Answers["POST /api/reload"] = new FakeAnswer(302, "text/plain", "");

        var failure = await Fails("reload");

        Assert.Contains("(302 Found for /api/reload)", failure.Message, StringComparison.Ordinal);
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
