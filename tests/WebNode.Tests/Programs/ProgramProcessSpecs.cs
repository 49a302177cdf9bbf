using System.Collections.Concurrent;
using System.Globalization;
using Actors.WebNode.Programs;

namespace Actors.WebNode.Tests.Programs;

/// <summary>Real processes of a shell.</summary>
public sealed class ProgramProcessSpecs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ConcurrentQueue<string> _said = [];

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 3", 3)]
    [InlineData("kill -KILL $$", 137)]
    [InlineData("kill -TERM $$", 143)]
    public async Task The_exit_code_is_its_own_or_says_the_signal(string script, int code)
    {
        using var process = Start(script);

        Assert.Equal(code, await process.Exited.WaitAsync(Patience));
    }

    [Fact]
    public async Task What_it_says_comes_line_by_line_and_nothing_is_missing()
    {
        using var process = Start("echo port $PORT; echo wrong >&2; seq 1 5000; printf last");

        await process.Exited.WaitAsync(Patience);

        Assert.Equal(
            ["port 3456", .. Enumerable.Range(1, 5000).Select(i => i.ToString(CultureInfo.InvariantCulture)), "last"],
            _said.Where(line => line != "wrong"));
        Assert.Contains("wrong", _said);
    }

    [Fact]
    public async Task Its_arguments_reach_it_as_they_are()
    {
        using var process = ProgramProcess.Start(["printf", "%s\n", "a  b", "$HOME", "", "*", "--"], 1, _said.Enqueue, TimeProvider.System);

        await process.Exited.WaitAsync(Patience);

        Assert.Equal(["a  b", "$HOME", "", "*", "--"], _said);
    }

    [Fact]
    public async Task It_reads_nothing_and_has_no_child_that_it_has_not_started()
    {
        using var process = Start("cat; wait; echo done");

        Assert.Equal(0, await process.Exited.WaitAsync(Patience));
        Assert.Equal(["done"], _said);
    }

    [Fact]
    public async Task Stopped_it_may_finish_and_its_children_too()
    {
        using var process = Start(
            "(trap 'sleep 0.5; echo child ends; exit' TERM; echo child; while :; do sleep 0.05; done) & trap 'exit 7' TERM; while :; do "
                + "sleep 0.05; done");
        await UntilSaidAsync("child");

        Assert.True(await process.StopAsync(Patience).WaitAsync(Patience));

        Assert.Equal(7, await process.Exited);
        Assert.Contains("child ends", _said);
        Assert.Empty(ProcessGroup.Of(process.Id));
    }

    [Fact]
    public async Task What_does_not_listen_is_killed_with_its_children()
    {
        using var process = Start("trap '' TERM; (echo child; exec sleep 1000) & while :; do sleep 0.05; done");
        await UntilSaidAsync("child");

        Assert.False(await process.StopAsync(TimeSpan.FromMilliseconds(300)).WaitAsync(Patience));

        Assert.Equal(137, await process.Exited);
        await Eventually.BecomesAsync(
            "nobody is left of the group", () => "",
            () => Task.FromResult((ProcessGroup.Of(process.Id).Count == 0, string.Join(' ', ProcessGroup.Of(process.Id)))));
    }

    [Fact]
    public async Task When_it_ends_by_itself_its_children_end_with_it()
    {
        using var process = Start("sleep 1000 & echo child; exit 5");

        Assert.Equal(5, await process.Exited.WaitAsync(Patience));
        await Eventually.BecomesAsync(
            "nobody is left of the group", () => "",
            () => Task.FromResult((ProcessGroup.Of(process.Id).Count == 0, string.Join(' ', ProcessGroup.Of(process.Id)))));
    }

    [Fact]
    public async Task A_stop_at_once_after_the_start_is_no_different()
    {
        for (var i = 0; i < 10; i++)
        {
            using var process = Start("exec sleep 1000");

            Assert.True(await process.StopAsync(Patience).WaitAsync(Patience));
            Assert.Equal(143, await process.Exited);
        }
    }

    [Fact]
    public async Task A_signal_is_handed_on_to_the_program_alone()
    {
        using var process = Start(
            "trap 'echo heard; exit 4' USR1; (trap 'echo child heard' USR1; while :; do sleep 0.05; done) & echo ready; while :; do sleep "
                + "0.05; done");
        await UntilSaidAsync("ready");

        process.Signal(10);

        Assert.Equal(4, await process.Exited.WaitAsync(Patience));
        Assert.Equal(["ready", "heard"], _said);
    }

    private ProgramProcess Start(string script) => ProgramProcess.Start(["sh", "-c", script], 3456, _said.Enqueue, TimeProvider.System);

    private Task UntilSaidAsync(string line) =>
        Eventually.BecomesAsync($"it says {line}", () => "", () => Task.FromResult((_said.Contains(line), string.Join('\n', _said))));
}
