using Actors.Harness.Documents;
using CliWrap;
using CliWrap.Buffered;

namespace Actors.EndToEnd;

/// <summary>
/// The blocks of the documents that are marked <c>run</c> do what they say: those of a page are run in their order, in a folder of their
/// own, with the system that <c>./actors up</c> starts.
/// </summary>
[Trait("Tier", "Long")]
public sealed class DocumentedSpecs : IDisposable
{
    // The first of them also builds.
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(15);
    private const int NothingRuns = 3;
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Pages => [.. Page.Manual.Where(page => Runs(page).Any()).Select(page => page.Path)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task What_a_page_says_can_be_done(string path)
    {
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "actors"), Repository.PathOf("actors"));
        var before = await ShellAsync("./actors ps");
        Assert.True(before.ExitCode == NothingRuns, "A system of this repository runs. ./actors down ends it, and what is in it.");
        var blocks = Runs(Page.Manual.Single(page => page.Path == path)).ToList();
        var startsOne = blocks.Exists(block => block.Text.Any(line => line.StartsWith("./actors up ", StringComparison.Ordinal)));

        var result = await ShellAsync(
            string.Join(
                '\n',
                [
                    "set -euo pipefail", "actors() { ./actors \"$@\"; }", "trap './actors down' EXIT", "set -v",
                    startsOne ? "" : "./actors up --web 3 --detach", .. blocks.SelectMany(block => block.Text),
                ]));

        Assert.True(result.ExitCode == 0, $"{path}: {result.ExitCode}\n{result.StandardOutput}\n{result.StandardError}");
    }

    private static IEnumerable<Block> Runs(Page page) => page.Blocks.Where(block => block.Mark == "run");

    private async Task<BufferedCommandResult> ShellAsync(string script)
    {
        using var bound = new CancellationTokenSource(Bound);
        return await Cli.Wrap("bash").WithArguments(["-c", script]).WithWorkingDirectory(_folder.Path)
            .WithEnvironmentVariables(new Dictionary<string, string?> { ["ACTORS_URL"] = null, ["ACTORS_TOKEN"] = null })
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(bound.Token);
    }
}
