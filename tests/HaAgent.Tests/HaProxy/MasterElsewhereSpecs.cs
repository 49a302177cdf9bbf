using Actors.HaAgent.HaProxy;

namespace Actors.HaAgent.Tests.HaProxy;

/// <summary>What is known of a real HAProxy by its sockets alone.</summary>
public sealed class MasterElsewhereSpecs : OldWorkerTestKit
{
    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task One_that_reloads_is_the_same_and_the_end_of_one_is_noticed_once_the_next_answers(string haproxy)
    {
        Use(haproxy);
        using var master = new MasterElsewhere(Options, Sockets, Runtime, TimeProvider.System);
        Assert.Null(await master.FindAsync(CancellationToken.None));
        Run();

        // Whoever looks for it at the same time finds the same.
        var found = Assert.Single(
            (await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => master.StartAsync(CancellationToken.None)))).Distinct());
        Assert.Equal(Master.Find()!.Pid, found?.Pid);
        await ReloadAsync();
        Assert.Same(found, await master.FindAsync(CancellationToken.None));
        Assert.True(found!.IsAlive);

        Master.Find()!.Signal(ProcessSignal.Kill);
        AwaitCondition(() => Master.Find() is null);
        Run();
        await master.WaitForExitAsync(found, CancellationToken.None).WaitAsync(Patience);

        Assert.False(found.IsAlive);
        Assert.Equal(Master.Find()!.Pid, (await master.StartAsync(CancellationToken.None))?.Pid);
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task An_old_worker_ends_when_its_sessions_are_ended(string haproxy)
    {
        Use(haproxy);
        Run(SilentServer());
        using var master = new MasterElsewhere(Options, Sockets, Runtime, TimeProvider.System);
        Assert.NotNull(await master.StartAsync(CancellationToken.None));
        using var client = await AskSilentAsync();

        var old = await ReloadAsync();
        await AwaitOldAsync(old);
        Assert.NotEqual(0, await master.BytesOfAsync(old, CancellationToken.None));
        await master.EndWorkerAsync(old, CancellationToken.None);

        await AwaitOldAsync();
        Assert.Equal(0, await master.BytesOfAsync(old, CancellationToken.None));
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task One_that_is_being_stopped_is_not_brought_back_by_a_reload_and_has_no_drift(string haproxy)
    {
        Use(haproxy);
        var server = SilentServer();
        Run(server);
        using var master = new MasterElsewhere(Options, Sockets, Runtime, TimeProvider.System);
        Assert.NotNull(await master.StartAsync(CancellationToken.None));
        var control = new HaProxyControl(
            Options, master, new ConfigFiles(Options), Running, Sockets, Runtime, new CertificateApi(Sockets, Options),
            TimeProvider.System);
        using var client = await AskSilentAsync();
        var worker = await WorkerAsync();

        // It stays for as long as its last request.
        Master.Find()!.Signal(ProcessSignal.SoftStop);
        await AwaitAssertAsync(async () => Assert.Null(await Waiting.AskAsync(Runtime.ReadWorkerPidAsync, CancellationToken.None)));
        var audit = await control.ChangeAsync([], Sample.Applied(Options, server), CancellationToken.None);
        var reload = await control.ReloadAsync([], Sample.Applied(Options, server), CancellationToken.None);

        Assert.Equal(ApplyStage.Runtime, audit.Failure?.Stage);
        Assert.Contains("is being stopped", reload.Failure?.Output, StringComparison.Ordinal);
        var processes = await Runtime.ReadProcessesAsync(CancellationToken.None);
        Assert.Equal((worker, 0), (processes!.Worker, processes.Reloads));
    }
}
