using Actors.Cli.Tests.Support;

namespace Actors.Cli.Tests.Commands.Operate;

public sealed class RenderSpecs : OperatorSpecs
{
    private const string Taken =
        """{"text":"global\n  daemon\n","verdict":null,"plan":{"by":"runtime","what":"2 commands","commands":["add server web/web-4","enable server web/web-4"]},"errors":null}""";

    private const string Refused =
        """{"text":"nix\n","verdict":"[ALERT] unknown keyword 'nix'\n","plan":{"by":"reload","what":"the template has changed","commands":[]},"errors":null}""";

    [Fact]
    public async Task Without_a_template_the_one_in_force_is_asked_for()
    {
        Assert.Equal(ExitCode.Ok, await Render(Taken));

        Assert.Equal(new Asked("POST", "/api/render", "Bearer " + Token, "text/plain; charset=utf-8", ""), Request);
        Assert.Equal("global\n  daemon\n", Console.Result);
        Assert.Equal("ok HAProxy takes it\nPlan: runtime, 2 commands\n  add server web/web-4\n  enable server web/web-4\n", Console.Error);
    }

    [Fact]
    public async Task A_template_is_sent_as_it_is()
    {
        var template = Folder.File("my.cfg.sbn", "{{ agent }}\n");

        Assert.Equal(ExitCode.Ok, await Render(Taken, template));

        Assert.Equal("{{ agent }}\n", Request.Body);
    }

    [Theory]
    [InlineData("render")]
    [InlineData("template check")]
    public async Task An_empty_file_is_not_sent_as_that_would_try_the_template_in_force(string command)
    {
        var template = Folder.File("empty.cfg.sbn", "");

        var failure = await Assert.ThrowsAsync<CommandFailed>(() => Console.Run([.. command.Split(' '), template]));

        Assert.Equal($"{template} is empty.", failure.Message);
        Assert.Empty(Agent.Requests);
    }

    [Fact]
    public async Task What_HAProxy_refuses_ends_with_1_and_its_words_on_standard_error()
    {
        Assert.Equal(ExitCode.Failed, await Render(Refused));

        Assert.Equal("nix\n", Console.Result);
        Assert.Equal("!! HAProxy refuses it:\n[ALERT] unknown keyword 'nix'\nPlan: reload, the template has changed\n", Console.Error);
    }

    [Fact]
    public async Task A_template_with_errors_makes_no_text()
    {
        Assert.Equal(ExitCode.Failed, await Render("""{"text":null,"verdict":null,"plan":null,"errors":"(1,4): there is no 'agend'"}"""));

        Assert.Equal("", Console.Result);
        Assert.Equal("!! The template has errors:\n(1,4): there is no 'agend'\n", Console.Error);
    }

    [Fact]
    public async Task No_verdict_is_no_good_verdict()
    {
        Assert.Equal(ExitCode.Failed, await Render("""{"text":"global\n","plan":null,"errors":null}"""));

        Assert.Equal("!! Whether HAProxy takes it: ?\nPlan: ?\n", Console.Error);
    }

    [Fact]
    public async Task It_can_be_written_to_a_file()
    {
        Assert.Equal(ExitCode.Ok, await Render(Taken, "--out", Folder.At("new.cfg")));

        Assert.Equal("global\n  daemon\n", await File.ReadAllTextAsync(Folder.At("new.cfg")));
        Assert.Equal("", Console.Result);
        Assert.StartsWith($"ok Written: {Folder.At("new.cfg")}\n", Console.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_json_the_agent_s_answer_is_printed_as_it_came()
    {
        Assert.Equal(ExitCode.Failed, await Render(Refused, "--json"));

        Assert.Equal(Refused + "\n", Console.Result);
    }

    private Task<int> Render(string answer, params string[] arguments)
    {
        Agent.Answers["POST /api/render"] = FakeAnswer.Json(answer);
        return Console.Run(["render", .. arguments]);
    }
}
