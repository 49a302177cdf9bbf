using CliWrap.Buffered;

namespace Actors.EndToEnd.Packages;

/// <summary>What each name and each word of the one executable says of itself.</summary>
public sealed class ProgramNamesSpecs
{
    [Theory]
    [InlineData("actors-seed")]
    [InlineData("actors-ha")]
    [InlineData("actors-web")]
    [InlineData("actors", "seed")]
    [InlineData("actors", "agent")]
    [InlineData("actors", "node")]
    public async Task It_says_the_version_of_the_executable(string name, params string[] words)
    {
        var version = await AskAsync("actors", ["--version"]);
        Assert.Matches(@"^\d+\.\d+\.\d+", version);

        Assert.Equal(version, await AskAsync(name, [.. words, "--version"]));
    }

    [Theory]
    [InlineData("Runs a seed", "actors-seed")]
    [InlineData("Runs a seed", "actors", "seed")]
    [InlineData("Runs a node", "actors-web")]
    [InlineData("Runs a node", "actors", "node")]
    public async Task It_explains_itself(string explained, string name, params string[] words) =>
        Assert.Contains(explained, await AskAsync(name, [.. words, "--help"]), StringComparison.Ordinal);

    private static async Task<string> AskAsync(string name, string[] arguments)
    {
        var program = Path.Combine(Path.GetDirectoryName(LocalSystem.Program("seed"))!, name);
        return (await CliWrap.Cli.Wrap(program).WithArguments(arguments).ExecuteBufferedAsync()).StandardOutput;
    }
}
