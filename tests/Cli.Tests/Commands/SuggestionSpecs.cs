using System.Globalization;
using Actors.Cli.Commands;
using Actors.Cli.Tests.Support;

namespace Actors.Cli.Tests.Commands;

/// <summary>The real program, asked as a shell asks it, and a real bash with the script.</summary>
public sealed class SuggestionSpecs : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private FakeAgent _agent = null!;

    public async Task InitializeAsync()
    {
        _agent = await FakeAgent.Start();
        _agent.Answers["GET /api/nodes"] = FakeAnswer.Json(
            $"[{Answers.Node("web-1")},{Answers.Node("web-2")},{Answers.Node("$(touch x)")}]");
        // Named as users know it.
        var program = _folder.File("actors", $"#!/bin/sh\nexec {RealProgram.DotNet} {RealProgram.Assembly} \"$@\"\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    public async Task DisposeAsync()
    {
        await _agent.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("stat", "status")]
    [InlineData("drain ", "web-1", "web-2")]
    [InlineData("weight web-1 ", "none", "web-2")]
    [InlineData("drain web-1 ", "web-2")]
    [InlineData("help dr", "drain")]
    [InlineData("completion ", "bash", "fish", "zsh")]
    [InlineData("ready --tok", "--token-file")]
    public async Task The_program_tells_how_a_line_can_go_on(string line, params string[] expected)
    {
        var told = await Suggest(line);

        Assert.Equal(expected, told.Where(found => found[0] != '-' || line[^1] != ' '));
    }

    [Fact]
    public async Task A_name_that_is_typed_is_not_offered_again() =>
        Assert.DoesNotContain("web-2", await Suggest("describe web-1 "));

    [Fact]
    public async Task An_agent_that_does_not_answer_is_passed_over_in_silence()
    {
        var told = await Suggest("drain ", url: "http://127.0.0.1:1");

        Assert.NotEmpty(told);
        Assert.All(told, found => Assert.StartsWith("-", found, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("./actors dra", "drain")]
    [InlineData("./actors drain ", "web-1", "web-2")]
    [InlineData("./actors drain web-2", "web-2")]
    [InlineData("./actors render ")]
    [InlineData("./actors status --js", "--json")]
    public async Task Bash_completes(string line, params string[] expected)
    {
        var script = _folder.File("completion.bash", CompletionScript.For("bash", "actors"));
        var asked = _folder.File(
            "ask.bash",
            """
            source "$1"
            complete -p actors >/dev/null || exit 1
            COMP_LINE=$2 COMP_POINT=${#2}
            _actors "${2%% *}" "${2##* }"
            printf '%s\n' "${COMPREPLY[@]}"
            """);

        Assert.Equal(expected, await RealProgram.Run(_agent.Url.ToString(), _folder.Path, "bash", asked, script, line));
    }

    [Fact]
    public void There_is_a_script_for_each_shell() =>
        Assert.All(
            CompletionScript.Shells,
            shell => Assert.Contains("[suggest:", CompletionScript.For(shell, "actors"), StringComparison.Ordinal));

    private Task<IReadOnlyList<string>> Suggest(string line, string? url = null) => RealProgram.Run(
        url ?? _agent.Url.ToString(), _folder.Path, _folder.At("actors"), $"[suggest:{line.Length.ToString(CultureInfo.InvariantCulture)}]",
        line);
}
