using Actors.Dev.Processes;

namespace Actors.Dev.Tests.Processes;

public class ShellSpecs
{
    [Fact]
    public async Task Gives_back_what_was_said_and_how_it_ended()
    {
        var heard = new List<string>();

        var result = await Run("echo out; echo err >&2; exit 7", TimeSpan.FromSeconds(20), heard.Add);

        Assert.Equal(7, result.ExitCode);
        Assert.Equal(["err", "out"], result.Lines.Order());
        Assert.Equal(result.Lines, heard);
    }

    [Fact]
    public async Task What_takes_too_long_is_ended_with_its_children()
    {
        var pids = new List<int>();

        var failure = await Assert.ThrowsAsync<CommandFailed>(() => Run(
            "sleep 300 & echo $!; wait", TimeSpan.FromSeconds(10), line =>
            pids.Add(int.Parse(line, System.Globalization.CultureInfo.InvariantCulture))));

        Assert.Contains("not done within", failure.Message, StringComparison.Ordinal);
        var child = Assert.Single(pids);
        await Eventually.TrueAsync(() => ProcFs.Identify(child) is null);
    }

    [Fact]
    public async Task It_cannot_wait_for_input() =>
        Assert.Equal(["end"], (await Run("cat; echo end", TimeSpan.FromSeconds(20), static _ => { })).Lines);

    private static Task<ShellResult> Run(string script, TimeSpan bound, Action<string> onLine) =>
        Shell.RunAsync(["/bin/sh", "-c", script], bound, CancellationToken.None, onLine);
}
