using System.Net;
using System.Net.Sockets;
using System.Text;
using Actors.HaAgent.Desired;
using Actors.HaAgent.HaProxy;

namespace Actors.HaAgent.Tests.Support;

/// <summary>A real HAProxy that reloads while a request is on its way, and so has an old worker.</summary>
public abstract class OldWorkerTestKit : HaProxyTestKit
{
    private readonly TcpListener _silent = new(IPAddress.Loopback, 0);

    protected override void AfterAll()
    {
        base.AfterAll();
        _silent.Dispose();
    }

    /// <summary>A server that takes requests and never answers.</summary>
    private protected ServerState SilentServer()
    {
        _silent.Start();
        return Sample.Server("web-1", "127.0.0.1", ((IPEndPoint)_silent.LocalEndpoint).Port);
    }

    /// <summary>A request that its server never answers.</summary>
    protected async Task<TcpClient> AskSilentAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Options.HttpPort);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
        await AwaitAssertAsync(async () => Assert.Contains(" srv=web-1 ", await ByHandAsync("show sess"), StringComparison.Ordinal));
        return client;
    }

    private protected void Run(params ServerState[] servers)
    {
        var files = new ConfigFiles(Options);
        files.WriteLive(Sample.Render(Options, Sample.Desired(servers)));
        files.EnsureNamedFiles();
        CarriedState.Write(Options, "", Sample.Applied(Options, servers));
        Assert.NotNull(Master.Start());
        // The pid file is written last.
        AwaitCondition(() => Master.Find() is not null);
    }

    /// <summary>Reloads, and gives the process id of the worker that was.</summary>
    protected async Task<int> ReloadAsync()
    {
        var before = await WorkerAsync();
        await AwaitAssertAsync(async () => Assert.NotNull(await Runtime.ReadWorkerPidAsync(CancellationToken.None)));
        await Sockets.AskMasterAsync("reload", CancellationToken.None);
        await AwaitAssertAsync(async () => Assert.NotEqual(before, await WorkerAsync()));
        return before;
    }

    /// <summary>The process id of the worker that serves.</summary>
    protected async Task<int> WorkerAsync()
    {
        int? worker = null;
        await AwaitAssertAsync(async () =>
        {
            worker = (await Waiting.AskAsync(Runtime.ReadProcessesAsync, CancellationToken.None))?.Worker;
            Assert.NotNull(worker);
        });
        return worker!.Value;
    }

    /// <summary>Waits until the master knows of this one old worker.</summary>
    protected Task AwaitOldAsync(params int[] old) => AwaitAssertAsync(
        async () => Assert.Equal(old, (await Waiting.AskAsync(Runtime.ReadProcessesAsync, CancellationToken.None))?.OldWorkers));

    /// <summary>A process that hangs: SIGSTOP.</summary>
    protected static void Hang(int pid)
    {
        using var kill = System.Diagnostics.Process.Start(
            "kill", ["-STOP", pid.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }
}
