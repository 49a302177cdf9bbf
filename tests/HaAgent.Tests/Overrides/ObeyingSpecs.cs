using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Overrides;
using Akka.Actor;

namespace Actors.HaAgent.Tests.Overrides;

/// <summary>Real HAProxies obey overrides, and go on to over an audit, a reload and their own death.</summary>
public sealed class ObeyingSpecs : HaProxyTestKit
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public Task A_drain_holds_until_it_is_taken_back(string haproxy) =>
        HoldsAsync(haproxy, new OverrideChange.Drain(), new OverrideChange.Ready(), "web-1 Drain 100");

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public Task Maintenance_holds_until_it_is_taken_back(string haproxy) =>
        HoldsAsync(haproxy, new OverrideChange.Maintenance(), new OverrideChange.Ready(), "web-1 Maintenance 100");

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public Task A_weight_holds_until_it_is_taken_back(string haproxy) =>
        HoldsAsync(haproxy, new OverrideChange.SetWeight(7), new OverrideChange.SetWeight(null), "web-1 Ready 7");

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public Task A_weight_of_zero_holds_until_it_is_taken_back(string haproxy) =>
        HoldsAsync(haproxy, new OverrideChange.SetWeight(0), new OverrideChange.SetWeight(null), "web-1 Ready 0");

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task A_node_that_comes_under_an_override_begins_with_it(string haproxy)
    {
        await using var one = await TestNode.StartAsync("web-1");
        await using var two = await TestNode.StartAsync("web-2");
        StartAgent(haproxy);
        Publish(two);
        Overriding(OverrideBook.Empty.Maintenance("web-1", "ann", Noon).Weight("web-1", 7, "ann", Noon));

        Publish(one, two);

        await EventuallyServersAsync("web-1 Maintenance 7", "web-2 Ready 100");
        Assert.Equal(["web-2", "web-2", "web-2"], [await GetAsync(), await GetAsync(), await GetAsync()]);
        await AuditedAsync("web-1 Maintenance 7", "web-2 Ready 100");
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task What_somebody_does_by_hand_against_an_override_is_mended(string haproxy)
    {
        await using var one = await TestNode.StartAsync("web-1");
        await using var two = await TestNode.StartAsync("web-2");
        StartAgent(haproxy);
        Publish(one, two);
        Overriding(OverrideBook.Empty.Maintenance("web-1", "ann", Noon));
        await EventuallyServersAsync("web-1 Maintenance 100", "web-2 Ready 100");

        await ByHandAsync("set server web/web-1 state ready");

        AwaitAssert(() => Assert.Equal(1, Board.Current.HaProxy.Drift));
        Assert.Equal(["web-1 Maintenance 100", "web-2 Ready 100"], await ServersAsync());
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task A_node_in_maintenance_that_goes_is_deleted(string haproxy)
    {
        await using var one = await TestNode.StartAsync("web-1");
        await using var two = await TestNode.StartAsync("web-2");
        StartAgent(haproxy);
        Publish(one, two);
        Overriding(OverrideBook.Empty.Maintenance("web-1", "ann", Noon));
        await EventuallyServersAsync("web-1 Maintenance 100", "web-2 Ready 100");

        Publish(two);

        await AuditedAsync("web-2 Ready 100");
    }

    private async Task HoldsAsync(string haproxy, OverrideChange change, OverrideChange back, string obeyed)
    {
        await using var one = await TestNode.StartAsync("web-1");
        await using var two = await TestNode.StartAsync("web-2");
        StartAgent(haproxy);
        Publish(one, two);
        var reloads = Board.Current.HaProxy.Reloads;
        var book = OverrideBook.Empty.With("web-1", change, "ann", Noon);
        string[] right = [obeyed, "web-2 Ready 100"];

        Overriding(book);
        await EventuallyServersAsync(right);
        AwaitAssert(() => Assert.Equal("runtime", History.Changes[^1].By));
        Assert.Equal(reloads, Board.Current.HaProxy.Reloads);
        await AuditedAsync(right);
        Publish(one, two);
        await AuditedAsync(right);

        WriteTemplate(File.ReadAllText(Options.TemplatePath) + "# once more\n");
        Publish(one, two);
        AwaitAssert(() => Assert.Equal(reloads + 1, Board.Current.HaProxy.Reloads));
        await AuditedAsync(right);

        Master.Find()!.Signal(ProcessSignal.Kill);
        AwaitAssert(() => Assert.Equal((true, 1), (Board.Current.HaProxy.Running, Board.Current.HaProxy.Restarts)));
        await AuditedAsync(right);
        Assert.Equal(0, Board.Current.HaProxy.Drift);
        if (obeyed != "web-1 Ready 7")
        {
            await AwaitAssertAsync(async () => Assert.Equal("web-2", await GetAsync())); // its checks have passed
            Assert.Equal(["web-2", "web-2", "web-2"], [await GetAsync(), await GetAsync(), await GetAsync()]);
        }

        Overriding(book.With("web-1", back, "ann", Noon));
        await EventuallyServersAsync("web-1 Ready 100", "web-2 Ready 100");
        await AwaitAssertAsync(async () => Assert.Equal("web-1", await GetAsync()));
        await AuditedAsync("web-1 Ready 100", "web-2 Ready 100");
        Assert.Equal((0, reloads + 1, null), (Board.Current.HaProxy.Drift, Board.Current.HaProxy.Reloads, Board.Current.LastFailure));
    }

    private void StartAgent(string haproxy)
    {
        Use(haproxy, options => options with { AuditEvery = TimeSpan.FromMilliseconds(100) });
        Writer = StartWriter(StartSupervisor(), Version);
    }

    private void Publish(params TestNode[] nodes) =>
        Publish([.. nodes.Select(node => Sample.Node(node.Name, "127.0.0.1", port: node.Port))]);

    private void Overriding(OverrideBook overrides) => Writer.Tell(new OverridesChanged(overrides));

    // It is so, and audits that begin from now on leave it so.
    private async Task AuditedAsync(params string[] servers)
    {
        await EventuallyServersAsync(servers);
        var audits = Control.Audits.Count;
        AwaitCondition(() => Control.Audits.Count >= audits + 3);
        Assert.Equal(servers, await ServersAsync());
    }
}
