using Actors.HaAgent.Api;
using Actors.HaAgent.HaProxy;
using Microsoft.Extensions.Time.Testing;

namespace Actors.HaAgent.Tests.Api;

/// <summary>What a real HAProxy has on its servers: all of it, also what workers have that a reload has replaced.</summary>
public sealed class StatisticsReaderSpecs : OldWorkerTestKit
{
    private const string Statistics = "# pxname,svname,qcur,qmax,scur,smax,status,check_status\nweb,web-1,0,0,2,2,UP,L7OK\n";

    private const string Processes =
        "#<PID> <type> <reloads> <uptime> <version>\n77 master 0 0d00h00m01s 3.0\n# workers\n78 worker 0 0d00h00m01s 3.0\n";

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task A_session_of_an_old_worker_counts_and_one_that_hangs_is_told_of(string haproxy)
    {
        Use(haproxy);
        Run(SilentServer());
        var reader = new StatisticsReader(Sockets, Runtime, TimeProvider.System);
        using var client = await AskSilentAsync();
        var old = await ReloadAsync();
        await AwaitOldAsync(old);

        await AwaitAssertAsync(async () => Assert.Equal((1, 0), await SessionsAsync(reader)));

        Hang(old);
        // What was said last goes on where the others are slow.
        await AwaitAssertAsync(async () => Assert.Equal((0, 1), await SessionsAsync(reader)));
    }

    [Fact]
    public async Task An_old_worker_that_hangs_keeps_nobody_waiting()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        using var haproxy = new ScriptedSocket(Options.StatsSocket) { Answer = Statistics };
        using var master = new ScriptedSocket(Options.MasterSocket)
        {
            Answering = question => question.StartsWith("show proc", StringComparison.Ordinal)
                ? Processes + "# old workers\n79 worker 1 0d00h00m09s 3.0\n"
                : null,
        };
        var sockets = new HaProxySockets(Options, time);
        var reading = new StatisticsReader(sockets, new RuntimeApi(sockets), time).ReadAsync(CancellationToken.None);
        AwaitAssert(() => Assert.Equal(2, master.Questions));

        time.Advance(TimeSpan.FromMilliseconds(500));

        Assert.Equal((2, 1), (await reading.WaitAsync(Patience))!.Servers.Select(one => (one.Sessions, one.SilentWorkers)).Single());
    }

    [Fact]
    public async Task A_master_that_is_busy_makes_no_worker_silent_that_was_not()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        using var haproxy = new ScriptedSocket(Options.StatsSocket) { Answer = Statistics };
        using var master = new ScriptedSocket(Options.MasterSocket) { Answer = Processes };
        var sockets = new HaProxySockets(Options, time);
        var reader = new StatisticsReader(sockets, new RuntimeApi(sockets), time);
        Assert.Equal(0, await SilentAsync(TimeSpan.Zero));

        master.Answer = null;
        Assert.Equal(0, await SilentAsync(TimeSpan.FromMilliseconds(500)));

        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(1, await SilentAsync(TimeSpan.FromMilliseconds(500)));

        async Task<int> SilentAsync(TimeSpan until)
        {
            var asked = master.Questions;
            var reading = reader.ReadAsync(CancellationToken.None);
            AwaitAssert(() => Assert.True(master.Questions > asked));
            time.Advance(until);
            return (await reading.WaitAsync(Patience))!.Servers.Single().SilentWorkers;
        }
    }

    [Fact]
    public async Task What_it_said_goes_on_for_a_moment_with_its_age_and_then_it_does_not_answer()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        using var haproxy = new ScriptedSocket(Options.StatsSocket) { Answer = Statistics };
        using var master = new ScriptedSocket(Options.MasterSocket) { Answer = Processes };
        var reader = new StatisticsReader(Sockets, Runtime, time);
        Assert.True((await reader.ReadAsync(CancellationToken.None))?.IsFresh);

        // A worker that is about to end answers nothing. Seldom asked, as by a scrape.
        haproxy.Answer = "";
        time.Advance(StatisticsReader.GoesOnFor * 3);
        var old = await reader.ReadAsync(CancellationToken.None);
        Assert.Equal((DateTimeOffset.UnixEpoch, false, 1), (old!.At, old.IsFresh, old.Servers.Count));

        time.Advance(StatisticsReader.GoesOnFor);
        Assert.Null(await reader.ReadAsync(CancellationToken.None));

        haproxy.Answer = Statistics;
        Assert.True((await reader.ReadAsync(CancellationToken.None))?.IsFresh);
        haproxy.Dispose();
        time.Advance(StatisticsReader.Oldest);
        Assert.Null(await reader.ReadAsync(CancellationToken.None));
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
