using System.Globalization;
using System.Text.Json;
using Actors.Cli.Tests.Support;
using Actors.Harness;

namespace Actors.Cli.Tests.Commands.Operate;

/// <summary>Failures as operators and programs see them: short, as JSON where that is asked for, by one table of codes.</summary>
public sealed class ErrorSpecs : OperatorSpecs
{
    [Theory]
    [InlineData("stauts", "actors: unknown command 'stauts'. Did you mean 'status'?\n        All commands: actors --help\n")]
    [InlineData(
        "weight web-1",
        "actors weight: missing WEIGHT: 0 to 256, or none for its own again.\n"
            + "        Usage: actors weight NODE ... WEIGHT [OPTION ...]\n        More: actors weight --help\n")]
    public async Task A_line_that_makes_no_sense_has_two_or_three_lines_and_no_help(string line, string said)
    {
        Assert.Equal(ExitCode.Usage, await Console.RunToItsEnd(line.Split(' ')));

        Assert.Equal(("", said), (Console.Result, Console.Error));
    }

    [Theory]
    [InlineData("stauts --json", ExitCode.Usage, "usage")]
    [InlineData("drain --json", ExitCode.Usage, "usage")]
    [InlineData("drain nope --json", ExitCode.Unknown, "unknown")]
    [InlineData("rollback 99 --json", ExitCode.Unknown, "unknown")]
    [InlineData("reload --json", ExitCode.TokenRefused, "token")]
    [InlineData("thaw --json", ExitCode.Failed, "failed")]
    [InlineData("nodes --json", ExitCode.NothingRuns, "no-answer")]
    [InlineData("status --url http://127.0.0.1:1 --json", ExitCode.NothingRuns, "no-answer")]
    [InlineData("status --agent ha-9 --json", ExitCode.Usage, "usage")]
    public async Task With_json_a_failure_is_one_document_on_standard_output_and_words_on_standard_error(
        string line, int code, string kind)
    {
        const string NotThere = """{"title":"There is no such thing","detail":"None."}""";
        Agent.Answers["POST /api/nodes/nope/drain"] = FakeAnswer.Problem(404, NotThere);
        Agent.Answers["POST /api/rollback/99"] = FakeAnswer.Problem(404, NotThere);
        Agent.Answers["POST /api/reload"] = FakeAnswer.Problem(401, """{"title":"Unauthorized"}""");
        Agent.Answers["POST /api/thaw"] = FakeAnswer.Problem(409, """{"title":"No","detail":"No, because."}""");

        Assert.Equal(code, await Console.RunToItsEnd(line.Split(' ')));

        using var document = JsonDocument.Parse(Console.Result);
        var error = document.RootElement.GetProperty("error");
        Assert.Equal((code, kind), (error.GetProperty("exitCode").GetInt32(), error.GetProperty("kind").GetString()));
        Assert.Contains(error.GetProperty("message").GetString()!, Console.Error, StringComparison.Ordinal);
        Assert.Equal(
            code is ExitCode.Unknown or ExitCode.TokenRefused or ExitCode.Failed, error.TryGetProperty("problem", out _));
    }

    [Fact]
    public async Task The_documents_have_the_table_of_exit_codes()
    {
        var page = await File.ReadAllTextAsync(Repository.PathOf("docs/operating.md"));

        Assert.All(
            ExitCode.All,
            row => Assert.Contains(
                string.Create(CultureInfo.InvariantCulture, $"| {row.Code} | `{row.Name}` | {row.Meaning}"), page,
                StringComparison.Ordinal));
    }
}
