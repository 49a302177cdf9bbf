using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Membership;
using Actors.HaAgent.Planning;
using Actors.HaAgent.Settings;
using Akka.Actor;

namespace Actors.HaAgent.Tests.Reconciling;

/// <summary>Writer and supervisor with real HAProxies and real nodes: from a snapshot to what users get.</summary>
public sealed class ApplyingSpecs : HaProxyTestKit
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(200);
    private IActorRef _supervisor = ActorRefs.Nobody;

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task A_server_comes_is_drained_made_ready_weighted_and_goes(string haproxy)
    {
        await using var one = await TestNode.StartAsync("web-1");
        await using var two = await TestNode.StartAsync("web-2");
        StartAgent(haproxy);
        Publish();
        Assert.Equal("503", await GetAsync());
        var worker = await WorkerAsync();
        var coming = Version.HasDynamicServers ? "runtime" : "reload";

        Assert.Equal(coming, Publish(Node(one)));
        Assert.Equal(["web-1 Ready 100"], await ServersAsync());
        Assert.Equal("web-1", await GetAsync());

        Assert.Equal(coming, Publish(Node(one), Node(two)));
        Assert.Equal(["web-1 Ready 100", "web-2 Ready 100"], await ServersAsync());
        var reloads = Board.Current.HaProxy.Reloads;

        Assert.Equal("runtime", Publish(Node(one, ready: false), Node(two)));
        Assert.Equal(["web-1 Drain 100", "web-2 Ready 100"], await ServersAsync());
        Assert.Equal(["web-2", "web-2", "web-2"], [await GetAsync(), await GetAsync(), await GetAsync()]);

        Assert.Equal("runtime", Publish(Node(one, weight: 7), Node(two, ready: false)));
        Assert.Equal(["web-1 Ready 7", "web-2 Drain 100"], await ServersAsync());
        Assert.Equal(["web-1", "web-1", "web-1"], [await GetAsync(), await GetAsync(), await GetAsync()]);
        Assert.Equal(reloads, Board.Current.HaProxy.Reloads);

        Assert.Equal(coming, Publish(Node(one, weight: 7)));
        Assert.Equal(["web-1 Ready 7"], await ServersAsync());
        Assert.Equal(0, Board.Current.HaProxy.Drift);
        Assert.Equal(Version.HasDynamicServers, worker == await WorkerAsync());
        Assert.Equal(Version.HasDynamicServers ? 0 : 3, Board.Current.HaProxy.Reloads);
        Assert.Contains("server web-1 127.0.0.1", LiveConfig, StringComparison.Ordinal);
        Assert.DoesNotContain("server web-2", LiveConfig, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task What_somebody_changes_by_hand_is_mended_and_counted(string haproxy)
    {
        StartAgent(haproxy, options => options with { AuditEvery = Often });
        Publish(Sample.Node("web-1", "127.0.0.1", port: Ports.Free()), Sample.Node("web-2", "127.0.0.1", port: Ports.Free(), ready: false));
        var (worker, reloads) = (await WorkerAsync(), Board.Current.HaProxy.Reloads);
        string[] right = ["web-1 Ready 100", "web-2 Drain 100"];

        string[] changes = [
            "set server web/web-1 state maint", "set server web/web-1 state drain", "set server web/web-1 weight 3",
            "set server web/web-2 state ready"];
        foreach (var (change, count) in changes.Zip(Enumerable.Range(1, changes.Length)))
        {
            await ByHandAsync(change);
            AwaitAssert(() => Assert.Equal(count, Board.Current.HaProxy.Drift));
            Assert.Equal(right, await ServersAsync());
        }

        Assert.Equal((worker, reloads), (await WorkerAsync(), Board.Current.HaProxy.Reloads));
    }

    [DynamicServersFact]
    public async Task Servers_that_somebody_deletes_or_adds_by_hand_are_mended_too()
    {
        await using var one = await TestNode.StartAsync("web-1");
        StartAgent(HaProxies.Dynamic!, options => options with { AuditEvery = Often });
        Publish(Node(one));
        var worker = await WorkerAsync();

        await ByHandAsync("set server web/web-1 state maint;del server web/web-1");
        AwaitAssert(() => Assert.Equal(1, Board.Current.HaProxy.Drift));
        Assert.Equal(["web-1 Ready 100"], await ServersAsync());
        Assert.Equal("web-1", await GetAsync());

        await ByHandAsync("add server web/stranger 127.0.0.1:1;set server web/stranger state ready");
        AwaitAssert(() => Assert.Equal(2, Board.Current.HaProxy.Drift));
        await EventuallyServersAsync("web-1 Ready 100");
        Assert.Equal((worker, 0), (await WorkerAsync(), Board.Current.HaProxy.Reloads));
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task A_server_that_somebody_moves_by_hand_is_brought_back_by_a_reload_where_nothing_else_can(string haproxy)
    {
        StartAgent(haproxy, options => options with { AuditEvery = Often });
        var node = Sample.Node("web-1", "127.0.0.1", port: Ports.Free());
        Publish(node);
        var reloads = Board.Current.HaProxy.Reloads;

        await ByHandAsync("set server web/web-1 addr 127.0.0.9 port 9");

        await AwaitAssertAsync(
            async () =>
            Assert.Equal([$"127.0.0.1:{node.Description.Port}"], (await ReadAsync()).Select(server => $"{server.Address}:{server.Port}")));
        AwaitAssert(() =>
            Assert.Equal(
                (1, Version.HasDynamicServers ? reloads : reloads + 1), (Board.Current.HaProxy.Drift, Board.Current.HaProxy.Reloads)));
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task Commands_that_HAProxy_refuses_are_a_failure_in_its_words_and_a_reload_follows(string haproxy)
    {
        WriteTemplate(EmbeddedTemplate.Replace("balance roundrobin", "balance static-rr", StringComparison.Ordinal));
        var node = Sample.Node("web-1", "127.0.0.1", port: Ports.Free());
        StartAgent(haproxy);
        Publish(node);
        var reloads = Board.Current.HaProxy.Reloads;

        Tell(node with { Description = node.Description with { Weight = 50 } });

        AwaitAssert(() => Assert.Equal(ApplyStage.Runtime, Board.Current.LastFailure?.Stage));
        Assert.Contains(
            "set server web/web-1 weight 50: Backend is using a static LB algorithm", Board.Current.LastFailure!.Output,
            StringComparison.Ordinal);
        AwaitApplied();
        AwaitAssert(() => Assert.Equal((reloads + 1, AgentPhase.Idle), (Board.Current.HaProxy.Reloads, Board.Current.Phase)));
        Assert.Equal(["web-1 Ready 50"], await ServersAsync());
        Assert.Equal("reload", History.Changes[^1].By);
    }

    [DynamicServersFact]
    public async Task An_option_that_HAProxy_takes_in_its_file_only_makes_every_server_come_by_a_reload()
    {
        WriteTemplate(
            EmbeddedTemplate.Replace(
                "weight {{ server.weight }}", "weight {{ server.weight }} init-addr last,libc,none", StringComparison.Ordinal));
        StartAgent(HaProxies.Dynamic!);
        Publish();

        Tell(Sample.Node("web-1", "127.0.0.1", port: Ports.Free()));

        AwaitAssert(() =>
            Assert.Contains(
                "'init-addr' option is not accepted for dynamic server", Board.Current.LastFailure?.Output ?? "",
                StringComparison.Ordinal));
        AwaitApplied();
        Assert.Equal(["web-1 Ready 100"], await ServersAsync());
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task Requests_in_flight_are_seen_on_old_workers_too(string haproxy)
    {
        await using var node = await TestNode.StartAsync("web-1");
        StartAgent(haproxy);
        Publish(Node(node));
        // A worker that does not answer in time is counted with the next question.
        await UntilAsync(0);

        var slow = GetAsync("/slow");
        AwaitCondition(() => node.Waiting == 1);
        await UntilAsync(1);

        ChangeTemplate();
        Publish(Node(node));
        Assert.NotEmpty((await Runtime.ReadProcessesAsync(CancellationToken.None))!.OldWorkers);
        await UntilAsync(1);

        var another = GetAsync("/slow");
        AwaitCondition(() => node.Waiting == 2);
        await UntilAsync(2);

        node.Release();
        Assert.Equal(["web-1", "web-1"], [await slow, await another]);
        await UntilAsync(0);

        Task UntilAsync(int sessions) => AwaitAssertAsync(async () => Assert.Equal(sessions, await SessionsAsync()));
    }

    [DynamicServersFact]
    public async Task A_server_that_goes_with_a_request_in_flight_lingers_until_it_has_ended()
    {
        await using var node = await TestNode.StartAsync("web-1");
        StartAgent(HaProxies.Dynamic!, options => options with { AuditEvery = Often });
        Publish(Node(node));
        var slow = GetAsync("/slow");
        AwaitCondition(() => node.Waiting == 1);

        Assert.Equal("runtime", Publish());

        Assert.Equal(["web-1 Maintenance 100"], await ServersAsync());
        Assert.True(Control.Changes[^1].IsLingering);
        Assert.Equal("503", await GetAsync());
        AwaitCondition(() => Control.Audits is [.., { IsLingering: true }]);

        node.Release();
        Assert.Equal("web-1", await slow);
        await EventuallyServersAsync();
        AwaitCondition(() => Control.Audits is [.., { IsLingering: false }]);
        Assert.Equal((0, 0, null), (Board.Current.HaProxy.Drift, Board.Current.HaProxy.Reloads, Board.Current.LastFailure));
    }

    [DynamicServersFact]
    public async Task A_server_that_lingers_may_come_back()
    {
        await using var node = await TestNode.StartAsync("web-1");
        StartAgent(HaProxies.Dynamic!);
        Publish(Node(node));
        var slow = GetAsync("/slow");
        AwaitCondition(() => node.Waiting == 1);
        Publish();
        Assert.Equal(["web-1 Maintenance 100"], await ServersAsync());

        Assert.Equal("runtime", Publish(Node(node)));

        Assert.Equal(["web-1 Ready 100"], await ServersAsync());
        Assert.Equal("web-1", await GetAsync());
        node.Release();
        Assert.Equal("web-1", await slow);
        Assert.Equal((0, null), (Board.Current.HaProxy.Reloads, Board.Current.LastFailure));
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task What_is_drained_stays_so_over_a_reload_and_over_a_restart_of_HAProxy(string haproxy)
    {
        await using var one = await TestNode.StartAsync("web-1");
        await using var two = await TestNode.StartAsync("web-2");
        StartAgent(haproxy);
        Publish(Node(one), Node(two));
        Publish(Node(one, ready: false), Node(two));
        string[] right = ["web-1 Drain 100", "web-2 Ready 100"];

        ChangeTemplate();
        Assert.Equal("reload", Publish(Node(one, ready: false), Node(two)));

        Assert.Equal(right, await ServersAsync());
        Assert.Equal(0, Board.Current.HaProxy.Drift); // it began so

        var died = Master.Find()!;
        died.Signal(ProcessSignal.Kill);
        AwaitAssert(() => Assert.Equal((true, 1), (Board.Current.HaProxy.Running, Board.Current.HaProxy.Restarts)));

        Assert.Equal(right, await ServersAsync());
        Assert.Contains(
            ServerReading.ParseAll(await File.ReadAllTextAsync(Options.StateFile)), server => server is { Name: "web-1", Flags: 8 });
        await AwaitAssertAsync(async () => Assert.Equal("web-2", await GetAsync()));
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task A_reload_waits_while_too_many_old_workers_finish_requests_and_a_drain_does_not(string haproxy)
    {
        await using var one = await TestNode.StartAsync("web-1");
        await using var two = await TestNode.StartAsync("web-2");
        StartAgent(haproxy, options => options with { MaxOldWorkers = 1, AuditEvery = TimeSpan.FromMilliseconds(100) });
        Publish(Node(one));
        var slow = GetAsync("/slow");
        AwaitCondition(() => one.Waiting == 1);
        ChangeTemplate();
        Publish(Node(one));
        var (reloads, done) = (Board.Current.HaProxy.Reloads, Control.Reloads.Count);

        ChangeTemplate();
        Tell(Node(one, ready: false), Node(two));

        await EventuallyServersAsync("web-1 Drain 100");
        AwaitCondition(() => Control.Reloads.Count >= done + 3);
        Assert.All(Control.Reloads.Skip(done), effect => Assert.Equal(1, effect.OldWorkers));
        Assert.Equal(["web-1 Drain 100"], await ServersAsync());
        Assert.Equal((reloads, 0, null), (Board.Current.HaProxy.Reloads, Board.Current.HaProxy.Drift, Board.Current.LastFailure));

        one.Release();
        Assert.Equal("web-1", await slow);
        AwaitApplied();
        Assert.Equal(["web-1 Drain 100", "web-2 Ready 100"], await ServersAsync());
        AwaitAssert(() => Assert.Equal(reloads + 1, Board.Current.HaProxy.Reloads));
        Assert.Equal("web-2", await GetAsync());
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task A_broken_template_keeps_no_traffic_on_a_node_that_leaves(string haproxy)
    {
        await using var one = await TestNode.StartAsync("web-1");
        await using var two = await TestNode.StartAsync("web-2");
        StartAgent(haproxy, options => options with { AuditEvery = Often });
        Publish(Node(one), Node(two));
        WriteTemplate("{{ nothing_like_it }}");

        Tell(Node(one) with { Status = NodeStatus.Leaving }, Node(two));

        await EventuallyServersAsync("web-1 Drain 100", "web-2 Ready 100");
        AwaitAssert(() => Assert.Equal((AgentPhase.Failing, ApplyStage.Render), (Board.Current.Phase, Board.Current.LastFailure?.Stage)));
        var audits = Control.Audits.Count;
        AwaitCondition(() => Control.Audits.Count > audits + 2);
        Assert.Equal(["web-1 Drain 100", "web-2 Ready 100"], await ServersAsync());
        Assert.Equal("web-2", await GetAsync());

        WriteTemplate(EmbeddedTemplate);
        AwaitApplied();
        AwaitAssert(() => Assert.Equal((AgentPhase.Idle, null), (Board.Current.Phase, Board.Current.LastFailure)));
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task A_thousand_servers_come_and_go_in_one_plan(string haproxy)
    {
        await using var one = await TestNode.StartAsync("web-1");
        StartAgent(haproxy);
        Publish(Node(one));
        NodeRecord[] thousand = [
            Node(one),
            .. Enumerable.Range(0, 999).Select(n => Sample.Node($"n-{n}", $"127.1.{n / 250}.{(n % 250) + 1}", port: 9, ready: false))];

        Publish(thousand);
        Assert.Equal(thousand.Length, (await ReadAsync()).Length);
        Assert.Equal(999, (await ServersAsync()).Count(server => server.EndsWith(" Drain 100", StringComparison.Ordinal)));
        Assert.Equal("web-1", await GetAsync());

        Publish(Node(one));
        Assert.Equal(["web-1 Ready 100"], await ServersAsync());
        Assert.Equal((0, null), (Board.Current.HaProxy.Drift, Board.Current.LastFailure));
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task A_node_that_comes_back_elsewhere_under_its_name_gets_the_requests_there(string haproxy)
    {
        await using var before = await TestNode.StartAsync("before");
        await using var after = await TestNode.StartAsync("after");
        StartAgent(haproxy);
        Publish(Sample.Node("web-1", "127.0.0.1", port: before.Port));
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Options.HttpPort}") };
        // Leaves idle connections behind, which an old worker would serve once more.
        Assert.Equal("before", await client.GetStringAsync(new Uri("/", UriKind.Relative)));

        Publish(Sample.Node("web-1", "127.0.0.1", port: after.Port));

        Assert.Equal([after.Port], (await ReadAsync()).Select(server => server.Port));
        Assert.Equal(["web-1 Ready 100"], await ServersAsync());
        Assert.Equal("after", await GetAsync());
        Assert.Null(Board.Current.LastFailure);
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task A_node_that_comes_back_elsewhere_does_so_even_while_the_one_before_has_a_request(string haproxy)
    {
        await using var before = await TestNode.StartAsync("before");
        await using var after = await TestNode.StartAsync("after");
        StartAgent(haproxy);
        Publish(Sample.Node("web-1", "127.0.0.1", port: before.Port));
        var slow = GetAsync("/slow");
        AwaitCondition(() => before.Waiting == 1);

        Publish(Sample.Node("web-1", "127.0.0.1", port: after.Port));

        Assert.Equal([after.Port], (await ReadAsync()).Select(server => server.Port));
        Assert.Equal(["web-1 Ready 100"], await ServersAsync());
        Assert.Equal("after", await GetAsync());
        Assert.Equal((0, null), (Board.Current.HaProxy.Drift, Board.Current.LastFailure));
        before.Release();
        if (!Version.HasDynamicServers)
        {
            Assert.Equal("before", await slow); // the old worker finishes it
        }
        else
        {
            await Record.ExceptionAsync(() => slow); // it was cut: its node is not there any more
        }
    }

    private void StartAgent(string haproxy, Func<HaProxyOptions, HaProxyOptions>? change = null)
    {
        Use(haproxy, change);
        _supervisor = StartSupervisor();
        Writer = StartWriter(_supervisor, Version);
    }

    private static NodeRecord Node(TestNode node, bool ready = true, int weight = 100) =>
        Sample.Node(node.Name, "127.0.0.1", port: node.Port, ready: ready, weight: weight);

    private void ChangeTemplate() => WriteTemplate(File.ReadAllText(Options.TemplatePath) + "# once more\n");

    private Task<int?> WorkerAsync() => Runtime.ReadWorkerPidAsync(CancellationToken.None);

    private async Task<int> SessionsAsync() => (await Control.ObserveAsync(CancellationToken.None)).Single().Sessions;
}
