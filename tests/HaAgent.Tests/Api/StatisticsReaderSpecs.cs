using Actors.HaAgent.Api;
using Actors.HaAgent.HaProxy;

namespace Actors.HaAgent.Tests.Api;

/// <summary>What a real HAProxy has on its servers: all of it, also what workers have that a reload has replaced.</summary>
public sealed class StatisticsReaderSpecs : OldWorkerTestKit
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task A_session_of_an_old_worker_counts_and_one_that_hangs_is_told_of_and_keeps_nobody_waiting(string haproxy)
    {
        Use(haproxy);
        Run(SilentServer());
        var reader = new StatisticsReader(Sockets, Runtime, TimeProvider.System);
        using var client = await AskSilentAsync();
        var old = await ReloadAsync();
        await AwaitOldAsync(old);

        Assert.Equal((1, 0), await SessionsAsync(reader));

        Hang(old);
        var since = TimeProvider.System.GetTimestamp();
        Assert.Equal((0, 1), await SessionsAsync(reader));
        Assert.InRange(TimeProvider.System.GetElapsedTime(since), TimeSpan.Zero, Soon);
    }

    // The master may not answer in the moment after a reload.
    private async Task<(int Sessions, int SilentWorkers)> SessionsAsync(StatisticsReader reader)
    {
        ServerStatistics? server = null;
        await AwaitAssertAsync(async () =>
        {
            server = (await reader.ReadAsync(CancellationToken.None))?.Servers.Single(one => one.Name == "web-1");
            Assert.NotNull(server);
        });
        return (server!.Sessions, server.SilentWorkers);
    }
}
