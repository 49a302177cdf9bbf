using System.Text.Json;
using Actors.Cli.Tests.Support;

namespace Actors.Cli.Tests.Commands.Operate;

public sealed class TemplateSpecs : OperatorSpecs
{
    private const string Taken =
        """{"text":"global\n  daemon\n","verdict":null,"plan":{"by":"reload","what":"more than servers has changed","commands":[]},"errors":null}""";

    private const string Refused =
        """{"text":"global\nnix\nnix\n","verdict":"haproxy -c -f rendered: exit code 1\n[ALERT] : config : parsing [rendered:2] : unknown keyword 'nix'\n[ALERT] [rendered:99]","plan":{"by":"reload","what":"the template has changed","commands":[]},"errors":null}""";

    private static string Embedded => File.ReadAllText(Actors.Harness.Repository.EmbeddedTemplate);

    [Fact]
    public async Task The_embedded_template_is_printed_as_it_is()
    {
        Assert.Equal(ExitCode.Ok, await Console.Run("template", "export"));

        Assert.Equal(Embedded, Console.Result);
        Assert.Empty(Agent.Requests);
    }

    [Fact]
    public async Task It_is_written_to_a_file_that_is_not_there_and_over_one_that_is_by_force_only()
    {
        var file = Folder.At("my.cfg.sbn");
        Assert.Equal(ExitCode.Ok, await Console.Run("template", "export", "--out", file));
        Assert.Equal(Embedded, await File.ReadAllTextAsync(file));

        await File.WriteAllTextAsync(file, "mine, and longer than the embedded one" + new string('.', 100_000));
        var failure = await Assert.ThrowsAsync<CommandFailed>(() => Console.Run("template", "export", "--out", file));
        Assert.Equal(ExitCode.Failed, failure.ExitCode);
        Assert.Contains($"{file} is there already", failure.Message, StringComparison.Ordinal);
        Assert.StartsWith("mine", await File.ReadAllTextAsync(file), StringComparison.Ordinal);

        Assert.Equal(ExitCode.Ok, await Console.Run("template", "export", "--out", file, "--force"));
        Assert.Equal(Embedded, await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task A_good_template_is_checked_with_the_agent_s_nodes_and_its_plan_is_told()
    {
        Assert.Equal(ExitCode.Ok, await Check(Taken, Folder.File("my.cfg.sbn", "{{ agent }}\n")));

        Assert.Equal(("POST", "/api/render", "{{ agent }}\n"), (Request.Method, Request.Path, Request.Body));
        Assert.Equal("ok HAProxy takes it\nPlan: reload, more than servers has changed\n", Console.Result + Console.Error);
    }

    [Fact]
    public async Task A_refused_one_ends_with_1_and_shows_the_lines_that_HAProxy_speaks_of()
    {
        Assert.Equal(ExitCode.Failed, await Check(Refused, Folder.File("my.cfg.sbn", "x")));

        Assert.Contains(
            "!! It is refused:\nhaproxy -c -f rendered: exit code 1\n", Console.Result + Console.Error, StringComparison.Ordinal);
        Assert.Contains(
            "unknown keyword 'nix'\n[ALERT] [rendered:99]\n     2 | nix\nPlan: reload", Console.Result + Console.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_with_errors_ends_with_1_and_their_places()
    {
        Assert.Equal(
            ExitCode.Failed,
            await Check(
                """{"text":"","verdict":null,"plan":null,"errors":"template(1,4) : error : there is no 'agend'"}""",
                Folder.File("my.cfg.sbn", "x")));

        Assert.Equal("!! It has errors:\ntemplate(1,4) : error : there is no 'agend'\n", Console.Result + Console.Error);
    }

    [Fact]
    public async Task With_json_the_answer_is_printed_as_it_came()
    {
        Assert.Equal(ExitCode.Failed, await Check(Refused, Folder.File("my.cfg.sbn", "x"), "--json"));

        Assert.Equal(Refused + "\n", Console.Result);
    }

    [Fact]
    public async Task Snippets_are_sent_with_it()
    {
        Directory.CreateDirectory(Folder.At("snippets"));
        await File.WriteAllTextAsync(Path.Combine(Folder.At("snippets"), "frontend.cfg"), "a\n");
        await File.WriteAllTextAsync(Path.Combine(Folder.At("snippets"), ".hidden.cfg"), "b\n");

        Assert.Equal(ExitCode.Ok, await Check(Taken, "--snippets", Folder.At("snippets")));

        using var body = JsonDocument.Parse(Request.Body);
        Assert.Equal(JsonValueKind.Null, body.RootElement.GetProperty("template").ValueKind);
        Assert.Equal("""{"frontend":"a\n"}""", body.RootElement.GetProperty("snippets").GetRawText());
    }

    [Theory]
    [InlineData(
        "Refused", "", "[ALERT] unknown keyword\nin line 7",
        "THE TEMPLATE /t.sbn (00ff) IS REFUSED for 2m, the one before goes on:\n[ALERT] unknown keyword\nin line 7")]
    [InlineData("Stopped", "ha-1", "no", "THE TEMPLATE /t.sbn (00ff) WAS STOPPED BY ha-1 2m ago, the one before goes on: no")]
    [InlineData(
        "Waiting", "ha-1", "it applies this template", "The template /t.sbn (00ff): Waiting for ha-1 since 2m: it applies this template")]
    public async Task The_status_says_what_became_of_a_template_that_is_not_in_force(string stage, string agent, string why, string words)
    {
        var since = Answers.Now - TimeSpan.FromMinutes(2);
        Agent.Answers["GET /api/status"] = FakeAnswer.Json(Answers.StatusWith(
            $$$""" "phase":"Idle","lastFailure":null,"rejected":[],"template":{"hash":"abcd","source":"/t.sbn","since":"2026-03-04T10:00:00Z","candidate":{"hash":"00ff","source":"/t.sbn","stage":"{{{stage}}}","agent":"{{{agent}}}","why":{{{JsonSerializer.Serialize(why)}}},"since":"{{{since:O}}}" } }"""));

        Assert.Equal(ExitCode.Ok, await Console.Run("status"));

        var said = string.Join('\n', Console.Lines);
        Assert.Contains("abcd, /t.sbn", said, StringComparison.Ordinal);
        Assert.Equal(Unwrapped(words), Unwrapped(said)[^Unwrapped(words).Length..]);
    }

    // A console wraps where it likes.
    private static string Unwrapped(string text) => string.Join(' ', text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private Task<int> Check(string answer, params string[] arguments)
    {
        Agent.Answers["POST /api/render"] = FakeAnswer.Json(answer);
        return Console.Run(["template", "check", .. arguments]);
    }
}
