using Actors.Dev.Processes;
using Actors.Dev.State;
using Actors.Dev.Tests.Support;

namespace Actors.Dev.Tests.State;

public class RunStateSpecs
{
    [Fact]
    public void Nodes_are_in_the_order_of_roles_and_numbers()
    {
        var state = Records.State().With(Records.Web(10)).With(Records.Web(9)).With(Records.Web(1)).With(Records.Seed);

        Assert.Equal(["seed-1", "ha-1", "web-1", "web-9", "web-10"], state.Nodes.Select(node => node.Name));
    }

    [Fact]
    public void A_record_replaces_the_one_of_its_name()
    {
        var state = Records.State(Records.Web(1)).With(Records.Web(1) with { End = "killed" });

        Assert.Equal("killed", Assert.Single(state.Webs).End);
    }

    [Fact]
    public void After_a_restart_of_the_machine_no_process_is_ours()
    {
        var state = Records.State(Records.Web(1, new ProcessId(1, 2)));

        var after = state.OnBoot("another");

        Assert.All(after.Nodes, node => Assert.Null(node.Process));
        Assert.NotNull(state.OnBoot(state.BootId).Find("web-1")?.Process);
    }
}

public sealed class RunStateFileSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read()
    {
        var file = new RunStateFile(_folder.At("deep/state.json"));
        var state = Records.State(
            Records.Web(1, new ProcessId(12, 34567890123)), Records.Web(2, end: "stopped")) with
        { TemplatePath = "/t" };

        file.Write(state);
        var read = file.Read();

        Assert.NotNull(read);
        Assert.Equal(state.Nodes, read.Nodes.AsEnumerable());
        Assert.Equal(state with { Nodes = [] }, read with { Nodes = [] });
    }

    [Fact]
    public void Nothing_is_left_beside_it()
    {
        var file = new RunStateFile(_folder.At("state.json"));

        file.Write(Records.State());
        file.Write(Records.State(Records.Web(1)));

        Assert.Equal(["state.json"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void No_file_is_no_state()
    {
        Assert.Null(new RunStateFile(_folder.At("state.json")).Read());
        Assert.Null(new RunStateFile(_folder.At("none/state.json")).Read());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"version\":1}")]
    [InlineData("{\"version\":2,\"nodes\":[]}")]
    public void A_file_that_makes_no_sense_is_said_to_be_so(string content)
    {
        var path = _folder.File("state.json", content);

        var failure = Assert.Throws<CommandFailed>(() => new RunStateFile(path).Read());

        Assert.Equal(ExitCode.Failed, failure.ExitCode);
        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
    }
}

public sealed class FolderLockSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_second_waits_for_the_first()
    {
        var first = await Take(TimeSpan.FromSeconds(1));
        var waiting = new TaskCompletionSource();
        var second = FolderLock.TakeAsync(
            _folder.At("lock"), TimeSpan.FromSeconds(20), waiting.SetResult, TimeProvider.System, CancellationToken.None);

        await waiting.Task;
        Assert.False(second.IsCompleted);
        first.Dispose();

        (await second).Dispose();
    }

    [Fact]
    public async Task Its_patience_has_an_end()
    {
        using var first = await Take(TimeSpan.FromSeconds(1));

        var failure = await Assert.ThrowsAsync<CommandFailed>(() => Take(TimeSpan.Zero));

        Assert.Contains("another ./actors command", failure.Message, StringComparison.Ordinal);
    }

    private Task<IDisposable> Take(TimeSpan patience) =>
        FolderLock.TakeAsync(_folder.At("lock"), patience, () => { }, TimeProvider.System, CancellationToken.None);
}
