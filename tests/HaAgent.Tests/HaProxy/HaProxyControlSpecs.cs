using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Actors.HaAgent.Desired;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Planning;
using Actors.HaAgent.Settings;
using Akka.Actor;

namespace Actors.HaAgent.Tests.HaProxy;

/// <summary>The supervisor with real HAProxies: start, takeover, death, what a reload carries over.</summary>
public sealed class HaProxyControlSpecs : HaProxyTestKit
{
    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task It_starts_HAProxy_and_a_reload_brings_the_new_servers(string haproxy)
    {
        Use(haproxy);
        var supervisor = StartSupervisor();
        Reload(supervisor, 1);
        Assert.Equal("503", await GetAsync());
        var pid = Master.Find()!.Pid;

        Reload(
            supervisor, 2, Sample.Server("web-1", "127.0.0.1", Ports.Free()),
            Sample.Server("web-2", "::1", Ports.Free(), admin: AdminState.Drain, weight: 9));

        Assert.Equal((pid, 1, 0), (Master.Find()!.Pid, Board.Current.HaProxy.Reloads, Board.Current.HaProxy.Drift));
        Assert.Equal(["web-1 Ready 100", "web-2 Drain 9"], await ServersAsync());
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task The_stats_page_is_for_its_users_only(string haproxy)
    {
        // The hash of "secret".
        const string Hash = "$6$abcdefgh$ltjgWl6579NluT/Vi1nwEvcil.G5Nbc4NiXZaNGStk8PSwGfQv72N2CKPPrVACtLtip/cZ/1GM/O6IND4WQhG.";
        Use(haproxy, options => options with { StatsUsers = [new StatsUser("admin", Hash)] });
        Reload(StartSupervisor(), 1);

        foreach (var path in new[] { "/", "/metrics" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatsAsync(path, null));
            Assert.Equal(HttpStatusCode.Unauthorized, await StatsAsync(path, "admin:wrong"));
            Assert.Equal(HttpStatusCode.OK, await StatsAsync(path, "admin:secret"));
        }
    }

    // A second one would share its ports, and be the only one that is changed.
    [Fact]
    public async Task One_that_takes_long_to_start_is_the_one_that_is_waited_for_and_can_be_ended()
    {
        Use(HaProxies.System);
        var script = Folder["slow"];
        await File.WriteAllTextAsync(script, "#!/bin/sh\nexec sleep 60\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var master = new HaProxyMaster(Options with { Binary = script }, TimeProvider.System);

        var first = (await master.StartAsync(CancellationToken.None))!;

        Assert.True(first.IsAlive);
        Assert.Equal(first, await master.StartAsync(CancellationToken.None));
        await master.AbandonAsync(first);
        Assert.False(first.IsAlive);
        var next = (await master.StartAsync(CancellationToken.None))!;
        Assert.NotEqual(first, next);
        await master.AbandonAsync(next);
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public void A_HAProxy_that_dies_is_started_again(string haproxy)
    {
        Use(haproxy);
        Reload(StartSupervisor(), 1, Sample.Server("web-1", "127.0.0.1", Ports.Free()));
        var died = Master.Find()!;

        died.Signal(ProcessSignal.Kill);

        AwaitAssert(
            () =>
            {
                var now = Master.Find();
                Assert.NotNull(now);
                Assert.NotEqual(died, now);
                Assert.Equal((true, 1), (Board.Current.HaProxy.Running, Board.Current.HaProxy.Restarts));
            });
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task One_that_has_died_as_it_is_to_reload_is_not_waited_for(string haproxy)
    {
        Use(haproxy);
        var server = Sample.Server("web-1", "127.0.0.1", Ports.Free());
        var supervisor = StartSupervisor();
        Reload(supervisor, 1, server);
        Watch(supervisor);
        Sys.Stop(supervisor);
        ExpectTerminated(supervisor, Patience);
        var died = Master.Find()!;

        died.Signal(ProcessSignal.Kill);
        AwaitCondition(() => !died.IsAlive);
        var effect = await Control.ReloadAsync([], Sample.Applied(Options, server), CancellationToken.None);

        // Whoever has it started again is told nothing else while this waits.
        Assert.Equal((ApplyStage.Reload, "HAProxy ended during a reload"), (effect.Failure?.Stage, effect.Failure?.Output));
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task A_new_supervisor_takes_over_the_HAProxy_that_runs(string haproxy)
    {
        Use(haproxy);
        var first = StartSupervisor();
        Reload(first, 1, Sample.Server("web-1", "127.0.0.1", Ports.Free()));
        var pid = Master.Find()!.Pid;
        Watch(first);
        Sys.Stop(first);
        ExpectTerminated(first, Patience);

        var second = StartSupervisor();
        Reload(second, 1, Sample.Server("web-2", "127.0.0.1", Ports.Free()));

        Assert.Equal(pid, Master.Find()!.Pid);
        Assert.Equal(["web-2 Ready 100"], await ServersAsync());
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public void A_port_that_is_taken_is_a_failure_in_HAProxys_words_and_is_tried_again_until_it_is_free(string haproxy)
    {
        Use(haproxy);
        using var holder = new System.Net.Sockets.TcpListener(IPAddress.Loopback, Options.HttpPort) { ExclusiveAddressUse = true };
        holder.Start();
        WriteLive();
        StartSupervisor().Tell(new HaProxySupervisor.Apply(new Plan.Reload(new(1), "test", []), Sample.Applied(Options)));

        var failure = ExpectMsg<ApplyFailed>(Patience).Failure;
        Assert.Equal(ApplyStage.Start, failure.Stage);
        Assert.Contains("cannot bind socket", failure.Output, StringComparison.OrdinalIgnoreCase);

        holder.Stop();
        AwaitAssert(() => Assert.True(Board.Current.HaProxy.Running));
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task A_reload_that_HAProxy_refuses_leaves_the_old_worker_with_what_it_had_and_what_was_done_ahead(string haproxy)
    {
        Use(haproxy);
        var supervisor = StartSupervisor();
        var server = Sample.Server("web-1", "127.0.0.1", Ports.Free());
        Reload(supervisor, 1, server);
        var worker = await Runtime.ReadWorkerPidAsync(CancellationToken.None);
        await File.WriteAllTextAsync(Options.ConfigPath, "by-magic\n");

        supervisor.Tell(new HaProxySupervisor.Apply(
            new Plan.Reload(new(2), "test", [new RuntimeCommand.SetState("web/web-1", AdminState.Drain)]),
            Sample.Applied(Options, server with { Admin = AdminState.Drain })));

        var failed = ExpectMsg<ApplyFailed>(Patience);
        Assert.Equal((2, ApplyStage.Reload), (failed.Revision.Number, failed.Failure.Stage));
        Assert.Contains("by-magic", failed.Failure.Output, StringComparison.Ordinal);
        Assert.Equal(worker, await Runtime.ReadWorkerPidAsync(CancellationToken.None));
        Assert.Equal(["web-1 Drain 100"], await ServersAsync());
    }

    [Fact]
    public async Task What_the_template_forgets_is_found_by_reading_back()
    {
        Use(HaProxies.System, asVersion: Sample.Old);
        var supervisor = StartSupervisor();
        Reload(supervisor, 1, Sample.Server("web-1", "127.0.0.1", 3001));
        WriteLive(Sample.Server("web-1", "127.0.0.1", 3001));

        supervisor.Tell(new HaProxySupervisor.Apply(
            new Plan.Reload(new(2), "test", []),
            Sample.Applied(Options, Sample.Server("web-1", "127.0.0.1", 3001), Sample.Server("web-2", "127.0.0.1", 3002))));

        var failure = ExpectMsg<ApplyFailed>(Patience).Failure;
        Assert.Equal(ApplyStage.Verify, failure.Stage);
        Assert.StartsWith(
            "HAProxy does not have what it should: add server web/web-2 127.0.0.1:3002", failure.Output, StringComparison.Ordinal);
        Assert.Equal(["web-1 Ready 100"], await ServersAsync());
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task A_server_that_is_down_stays_down_over_a_reload(string haproxy)
    {
        Use(haproxy);
        var supervisor = StartSupervisor();
        var dead = Sample.Server("web-1", "127.0.0.1", Ports.Free());
        Reload(supervisor, 1, dead);
        await AwaitAssertAsync(async () => Assert.Equal("DOWN", (await StatAsync("web-1")).Status));

        Reload(supervisor, 2, dead, Sample.Server("web-2", "127.0.0.1", Ports.Free()));

        Assert.Equal("DOWN", (await StatAsync("web-1")).Status);
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task A_server_that_comes_by_a_reload_warms_up_beside_one_that_serves(string haproxy)
    {
        Use(haproxy, options => options with { Warmup = TimeSpan.FromMinutes(2) });
        await using var one = await TestNode.StartAsync("web-1");
        await using var two = await TestNode.StartAsync("web-2");
        var supervisor = StartSupervisor();
        var serving = Sample.Server("web-1", "127.0.0.1", one.Port);
        Reload(supervisor, 1, serving);
        Assert.Equal(100, (await StatAsync("web-1")).Weight);

        Reload(supervisor, 2, serving, Sample.Server("web-2", "127.0.0.1", two.Port));

        Assert.Equal(100, (await StatAsync("web-1")).Weight);
        var warming = await StatAsync("web-2");
        Assert.StartsWith("UP", warming.Status, StringComparison.Ordinal);
        Assert.InRange(warming.Weight, 1, 99);
        Assert.Equal(["web-1 Ready 100", "web-2 Ready 100"], await ServersAsync());
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task Each_command_gets_its_own_reply_however_many_there_are(string haproxy)
    {
        Use(haproxy);
        Reload(StartSupervisor(), 1, Sample.Server("web-1", "127.0.0.1", Ports.Free()));
        RuntimeCommand[] commands =
        [
            .. Enumerable.Range(0, 3000).Select(n =>
            n % 3 == 0
                ? new RuntimeCommand.SetWeight("web/web-1", n % 256)
                : new RuntimeCommand.SetWeight(string.Create(CultureInfo.InvariantCulture, $"web/no-{n}"), 1)),
        ];

        var refused = await Runtime.SendAsync([.. commands], CancellationToken.None);

        Assert.Equal(commands.Where(command => command.Server != "web/web-1"), refused.Select(command => command.Command));
        Assert.All(refused, command => Assert.Equal("No such server.", command.Reply));
        Assert.Equal(["web-1 Ready 181"], await ServersAsync());
    }

    private void WriteLive(params ServerState[] servers) =>
        new ConfigFiles(Options).WriteLive(Sample.Render(Options, Sample.Desired(servers)));

    private void Reload(IActorRef supervisor, long revision, params ServerState[] servers)
    {
        WriteLive(servers);
        supervisor.Tell(new HaProxySupervisor.Apply(new Plan.Reload(new(revision), "test", []), Sample.Applied(Options, servers)));
        var answer = ExpectMsg<object>(Patience);
        Assert.True(answer is PlanApplied applied && applied.Revision.Number == revision, answer.ToString());
    }

    private async Task<(string Status, int Weight)> StatAsync(string server) => (await ByHandAsync("show stat web 4 -1")).Split('\n')
        .Select(line => line.Split(','))
        .Where(fields => fields.Length > 18 && fields[1] == server)
        .Select(fields => (fields[17], int.Parse(fields[18], CultureInfo.InvariantCulture)))
        .Single();

    private async Task<HttpStatusCode> StatsAsync(string path, string? login)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{Options.StatsPort}{path}"));
        request.Headers.Authorization = login is null
            ? null
            : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(login)));
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
