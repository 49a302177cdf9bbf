using Actors.Dev.Processes;

namespace Actors.Dev.Tests.Processes;

public class ChildProgramSpecs
{
    [Fact]
    public async Task Gives_the_exit_code_and_hands_the_environment_on() => Assert.Equal(
        7, await ChildProgram.RunAsync(
            ["/bin/sh", "-c", "exit $CODE"], new Dictionary<string, string?> { ["CODE"] = "7" }, TimeProvider.System,
            CancellationToken.None));

    [Fact]
    public async Task Ends_it_by_SIGTERM_when_the_user_says_so()
    {
        using var folder = new TemporaryFolder();
        var started = folder.At("started");
        var ended = folder.At("ended");
        using var interrupted = new CancellationTokenSource();
        var running = ChildProgram.RunAsync(
            ["/bin/sh", "-c", "trap 'touch \"$1\"; exit 0' TERM; touch \"$0\"; while :; do sleep 0.05; done", started, ended],
            new Dictionary<string, string?>(),
            TimeProvider.System,
            interrupted.Token);
        await Eventually.TrueAsync(() => File.Exists(started));
        await interrupted.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.True(File.Exists(ended));
    }
}
