using System.CommandLine;
using Actors.Cli.Commands;
using Actors.Cli.Tests.Support;
using Actors.Contracts;

namespace Actors.Cli.Tests.Commands;

public sealed class HelpSpecs
{
    [Fact]
    public void All_commands_stand_in_groups_with_one_line_each()
    {
        var lines = Say("help");

        Assert.Equal(["Look", "Operate", "Configure", "Help"], lines.Where(line => line is "Look" or "Operate" or "Configure" or "Help"));
        Assert.All(ActorsCommand.Create().Subcommands, command => Assert.Single(
            lines, line => line.StartsWith($"  {command.Name} ", StringComparison.Ordinal)
                && line.EndsWith(HelpPage.Summary(command), StringComparison.Ordinal)));
        Assert.All(CommandGroups.Of(ActorsCommand.Create().Subcommands), group => Assert.NotEqual("", group.Title));
        Assert.Contains("  4    no node, service, agent or revision of that name", lines);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("")]
    public void It_is_the_same_by_option_and_without_a_word(string line) => Assert.Equal(Say("help"), Say(line));

    [Theory]
    [InlineData("drain")]
    [InlineData("template check")]
    [InlineData("cluster")]
    public void Of_a_command_it_is_what_the_command_s_option_shows(string command)
    {
        Assert.Equal(Say($"{command} --help"), Say($"help {command}"));
        Assert.Contains($"Usage: actors {command} ", string.Join('\n', Say($"help {command}")), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_command_it_has_arguments_and_options_with_their_values()
    {
        var lines = Say("help history");

        Assert.Contains("Usage: actors history [OPTION ...]", lines);
        Assert.Contains("  -n, --limit N            How many of the last changes (with --since: 1000).", lines);
        Assert.Contains("                           Default: 20.", lines);
        Assert.Contains("  -h, --help               Show this.", lines);
    }

    [Fact]
    public void No_line_is_longer_than_eighty_columns_or_ends_with_blanks() => Assert.All(
        ActorsCommand.Create().Subcommands.Select(command => $"help {command.Name}").Append("help").SelectMany(Say),
        line => Assert.True(line.Length <= 80 && line == line.TrimEnd(), line));

    [Fact]
    public void Help_of_what_is_no_command_says_what_was_meant()
    {
        var failure = Assert.Throws<CommandFailed>(() => Say("help drian"));

        Assert.Equal((ExitCode.Usage, "unknown command 'drian'. Did you mean 'drain'?"), (failure.ExitCode, failure.Message));
    }

    [Fact]
    public void The_version_is_a_command_too() => Assert.Equal([ProductVersion.WithCommit], Say("version"));

    /// <summary>The real program, beside an agent that would name its nodes.</summary>
    [Theory]
    [InlineData("drain", "--help")]
    [InlineData("help", "weight")]
    [InlineData("help", "")]
    public async Task Nothing_is_asked_of_an_agent(params string[] words)
    {
        await using var agent = await FakeAgent.Start();
        agent.Answers["GET /api/nodes"] = FakeAnswer.Json($"[{Answers.Node("web-1")}]");
        using var folder = new TemporaryFolder();

        var lines = await RealProgram.Run(
            agent.Url.ToString(), folder.Path, RealProgram.DotNet, [RealProgram.Assembly, .. words.Where(word => word.Length > 0)]);

        Assert.Empty(agent.Requests);
        Assert.DoesNotContain(lines, line => line.Contains('<', StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("Usage: actors", StringComparison.Ordinal));
    }

    private static string[] Say(string line)
    {
        using var said = new StringWriter();
        Assert.Equal(ExitCode.Ok, ActorsCommand.Create().Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Invoke(
            new InvocationConfiguration { Output = said, EnableDefaultExceptionHandler = false }));
        return said.ToString().TrimEnd('\n').Split('\n');
    }
}
