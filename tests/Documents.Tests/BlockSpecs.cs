using System.Text.RegularExpressions;
using Actors.Cli.Commands;
using Actors.Dev.Commands;

namespace Actors.Documents.Tests;

/// <summary>
/// Each block of code says above it who runs it: <c>run</c> (by DocumentedSpecs of EndToEnd, in a system of its own),
/// <c>tested by: CLASS</c>, or <c>not run: why</c>.
/// </summary>
public sealed partial class BlockSpecs
{
    // A picture, and what a program says.
    private static readonly string[] NoCode = ["", "mermaid"];

    // Written as a name that stands for yours.
    private static readonly string[] Placeholders = ["FOLDER", "NAME", "NAME...", "FILE", "REVISION", "VERSION", "COMMAND", "SERVICE"];

    private static IReadOnlyList<Block> Blocks { get; } =
        [.. Page.Manual.SelectMany(page => page.Blocks).Where(block => !NoCode.Contains(block.Language))];

    [Fact]
    public void Each_says_who_runs_it()
    {
        Assert.NotEmpty(Blocks);
        var unmarked = string.Join('\n', Blocks.Where(block => !Mark().IsMatch(block.Mark)).Select(block => $"{block}: '{block.Mark}'"));
        Assert.True(unmarked.Length == 0, unmarked);
    }

    [Fact]
    public void A_test_that_runs_one_is_there()
    {
        var classes = Directory.EnumerateFiles(Repository.PathOf("tests"), "*Specs.cs", SearchOption.AllDirectories)
            .Select(Path.GetFileNameWithoutExtension).ToHashSet();

        var gone = string.Join('\n', Blocks.Where(block => Mark().Match(block.Mark).Groups["test"] is { Success: true } test
            && !classes.Contains(test.Value)).Select(block => $"{block}: {block.Mark}"));
        Assert.True(gone.Length == 0, gone);
    }

    [Fact]
    public void Each_command_is_one_that_there_is()
    {
        var (dev, actors) = (DevCommand.Root.Create(), ActorsCommand.Create());
        var wrong = (
            from block in Blocks
            where block.Language is "sh"
            from text in Joined(block.Text)
            from Match match in Command().Matches(text)
            let words = Words(match.Groups["rest"].Value)
            where words is not [] and not ["node" or "agent" or "seed" or "health", ..]
            let errors = (match.Groups["dev"].Success ? dev : actors).Parse(words).Errors
            where errors.Any(error => !NoFile().IsMatch(error.Message))
            select $"{block}: {match.Value.Trim()}: {errors[0].Message}").ToList();

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    // A line that ends with \ goes on in the next one.
    private static string[] Joined(IEnumerable<string> lines) =>
        string.Join('\n', lines).Replace("\\\n", " ", StringComparison.Ordinal).Split('\n');

    private static string[] Words(string rest) =>
    [
        .. Word().Matches(rest.Split("\"$(")[0]).Select(word => word.Value.Trim('"', '\''))
            .Select(word => Placeholders.Contains(word) ? "1" : word),
        .. rest.Contains("\"$(", StringComparison.Ordinal) ? ["web-1"] : Array.Empty<string>(),
    ];

    [GeneratedRegex(@"^(run|tested by: (?<test>\w+)|not run: .+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Mark();

    // Those of yours are not here.
    [GeneratedRegex("no file|no such (file|folder)", RegexOptions.CultureInvariant)]
    private static partial Regex NoFile();

    [GeneratedRegex(
        @"(^|[(;|&] *|(?<=exec (ha|seed-1) )|(?<=[A-Z_]+=[^ ]* ))(?<dev>\./)?actors (?<rest>[^#;|&)]*)", RegexOptions.CultureInvariant)]
    private static partial Regex Command();

    [GeneratedRegex("\"[^\"]*\"|'[^']*'|[^ ]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
