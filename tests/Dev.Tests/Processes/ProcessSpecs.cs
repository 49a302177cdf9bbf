using Actors.Dev.Nodes;
using Actors.Dev.Processes;
using Actors.Dev.State;
using Actors.Dev.Tests.Support;

namespace Actors.Dev.Tests.Processes;

public sealed class ProcessSpecs : IDisposable
{
    private readonly Children _children = new();

    public void Dispose() => _children.Dispose();

    [Fact]
    public async Task A_started_process_keeps_its_pid_and_leads_a_session_of_its_own()
    {
        var sleep = _children.Sleep();

        await Eventually.TrueAsync(() => ProcFs.Arguments(sleep.Pid).SequenceEqual(["sleep", "300"]));
        Assert.Equal(sleep.Pid, ProcFs.Stat(sleep.Pid)?.Session);
        Assert.True(ProcFs.IsAlive(sleep));
    }

    [Fact]
    public async Task What_it_says_goes_to_its_log_and_its_arguments_arrive_unchanged()
    {
        _children.Start(
            "/bin/sh", ["-c", "printf '%s|' \"$@\" \"$MINE\"; echo bad >&2; exec sleep 300", "x", "a b", "$HOME", "'"],
            new Dictionary<string, string?> { ["MINE"] = "m n" });

        await Eventually.TrueAsync(() => File.Exists(_children.Log) && File.ReadAllText(_children.Log) == "a b|$HOME|'|m n|bad\n");
    }

    [Fact]
    public void Another_process_with_the_same_number_is_not_it()
    {
        var sleep = _children.Sleep();
        var earlier = sleep with { StartTime = sleep.StartTime - 1 };

        Assert.False(ProcFs.IsAlive(earlier));
        Assert.False(Signals.Send(earlier, Signals.Kill));
        Assert.True(ProcFs.IsAlive(sleep));
    }

    [Fact]
    public async Task A_zombie_is_not_alive()
    {
        // The shell becomes `sleep`, which never waits for the child it finds itself with.
        var parent = _children.Script("true & exec sleep 300");

        var zombie = await Eventually.NotNullAsync(() =>
            Children.Of(parent.Pid).Select(ProcFs.Stat).FirstOrDefault(stat => stat?.State == 'Z') as object);

        var stat = (ProcStat)zombie;
        Assert.Null(ProcFs.Identify(stat.Pid));
        Assert.False(ProcFs.IsAlive(new ProcessId(stat.Pid, stat.StartTime)));
    }

    [Fact]
    public async Task Gone_waits_until_the_process_is_gone()
    {
        var sleep = _children.Sleep();

        var early = await Signals.GoneAsync(sleep, TimeSpan.Zero, TimeProvider.System, CancellationToken.None);
        Signals.Send(sleep, Signals.Terminate);
        var late = await Signals.GoneAsync(sleep, TimeSpan.FromSeconds(10), TimeProvider.System, CancellationToken.None);

        Assert.False(early);
        Assert.True(late);
        Assert.False(Signals.Send(sleep, Signals.Kill));
    }

    [Fact]
    public async Task The_mark_finds_what_we_started_and_what_that_started()
    {
        using var folder = new TemporaryFolder();
        var ours = new RunFolder(folder.Path);
        var marked = new Dictionary<string, string?> { [OurProcesses.Variable] = ours.Run };
        var parent = _children.Script("sleep 300 & wait", marked);
        _children.Sleep(new Dictionary<string, string?> { [OurProcesses.Variable] = ours.Run + "-of-somebody-else" });

        await Eventually.TrueAsync(() => OurProcesses.Find(ours).Count == 2);

        var expected = Children.Of(parent.Pid).Append(parent.Pid).Order();
        Assert.Equal(expected, OurProcesses.Find(ours).Select(process => process.Pid).Order());
    }

    [Fact]
    public async Task HAProxy_is_found_by_the_configuration_on_its_command_line()
    {
        using var folder = new TemporaryFolder();
        var ours = new RunFolder(folder.Path);
        var haproxy = _children.Start("/bin/sh", ["-c", "sleep 300; :", "-W", "-f", ours.Run + "/ha-1/haproxy.cfg"]);
        _children.Start("/bin/sh", ["-c", "sleep 300; :", "-W", "-f", "/etc/haproxy/haproxy.cfg"]);

        // Between fork and exec the shell's child still has the shell's command line.
        await Eventually.TrueAsync(() =>
            ProcFs.Arguments(haproxy.Pid).Contains("-f")
                && Children.Of(haproxy.Pid).Any(child => ProcFs.Arguments(child) is ["sleep", ..]));

        Assert.Equal([haproxy], OurProcesses.Find(ours));
    }
}
