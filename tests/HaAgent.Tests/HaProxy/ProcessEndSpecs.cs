using System.Diagnostics;
using System.Globalization;
using Actors.HaAgent.HaProxy;

namespace Actors.HaAgent.Tests.HaProxy;

/// <summary>Real processes, which need not be children of the one that waits.</summary>
public sealed class ProcessEndSpecs : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _parent = Process.Start(
        new ProcessStartInfo("sh", ["-c", "sleep 1000 >/dev/null & echo $!; wait"]) { RedirectStandardOutput = true })!;

    public void Dispose()
    {
        _parent.Kill(entireProcessTree: true);
        _parent.Dispose();
    }

    [Fact]
    public async Task It_completes_with_the_end_of_the_process_and_not_before()
    {
        var process = await GrandchildAsync();
        var end = ProcessEnd.TryWaitAsync(process, CancellationToken.None);
        Assert.NotNull(end);
        Assert.False(end.IsCompleted);

        process.Signal(ProcessSignal.Kill);

        await end.WaitAsync(Patience);
        Assert.False(process.IsAlive);
    }

    [Fact]
    public async Task Called_off_it_ends_while_the_process_runs_on()
    {
        var process = await GrandchildAsync();
        using var off = new CancellationTokenSource();
        var end = ProcessEnd.TryWaitAsync(process, off.Token)!;

        await off.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => end.WaitAsync(Patience));
        Assert.True(process.IsAlive);
    }

    [Fact]
    public async Task Of_a_process_that_has_ended_nothing_is_waited_for()
    {
        var process = await GrandchildAsync();

        // Another process has got its number since.
        await ProcessEnd.TryWaitAsync(process with { StartTime = process.StartTime - 1 }, CancellationToken.None)!.WaitAsync(Patience);

        process.Signal(ProcessSignal.Kill);
        await ProcessEnd.TryWaitAsync(process, CancellationToken.None)!.WaitAsync(Patience);
        await ProcessEnd.TryWaitAsync(process, CancellationToken.None)!.WaitAsync(Patience);
    }

    private async Task<LinuxProcess> GrandchildAsync() =>
        LinuxProcess.Find(int.Parse((await _parent.StandardOutput.ReadLineAsync())!, NumberStyles.None, CultureInfo.InvariantCulture))!;
}
