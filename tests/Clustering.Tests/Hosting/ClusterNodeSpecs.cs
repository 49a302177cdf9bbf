using Actors.Clustering.Hosting;
using Actors.Clustering.Seeds;
using Actors.Clustering.Settings;
using Akka.Cluster;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Clustering.Tests.Hosting;

/// <summary>Real nodes in this process, each with an actor system of its own on loopback.</summary>
[Collection("real clusters")]
public sealed class ClusterNodeSpecs : IAsyncLifetime
{
    private readonly List<ClusterNode> _nodes = [];
    private readonly int _seedPort = Ports.Free();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.StoppingAsync(CancellationToken.None);
            node.Dispose();
        }
    }

    [Fact]
    public async Task A_node_that_is_downed_starts_its_actor_system_again_and_comes_back()
    {
        var seed = await StartAsync("seed-1", NodeRoles.Seed, _seedPort);
        var web = await StartAsync("web-1", NodeRoles.Web, Ports.Free());
        await UntilAsync(() => Members(seed) == 2 && Members(web) == 2);
        var first = web.System!;

        Cluster.Get(seed.System!).Down(web.Cluster!.SelfAddress);

        await first.WhenTerminated.WaitAsync(TimeSpan.FromSeconds(60));
        await UntilAsync(() => web.System is { } system && system != first && Members(web) == 2 && Members(seed) == 2);
    }

    [Fact]
    public async Task A_node_that_is_told_to_leave_stops_its_process()
    {
        var seed = await StartAsync("seed-1", NodeRoles.Seed, _seedPort);
        var lifetime = new Lifetime();
        var web = await StartAsync("web-1", NodeRoles.Web, Ports.Free(), lifetime);
        await UntilAsync(() => Members(seed) == 2 && Members(web) == 2);

        Cluster.Get(seed.System!).Leave(web.Cluster!.SelfAddress);

        await lifetime.Stopped.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_node_that_is_there_before_any_seed_joins_when_one_comes()
    {
        var web = await StartAsync("web-1", NodeRoles.Web, Ports.Free());
        Assert.Equal(0, Members(web));

        var seed = await StartAsync("seed-1", NodeRoles.Seed, _seedPort);

        await UntilAsync(() => Members(web) == 2 && Members(seed) == 2);
    }

    [Fact]
    public async Task A_node_joins_only_when_what_it_awaits_is_so_and_after_a_downing_again()
    {
        var gate = new Gate();
        var seed = await StartAsync("seed-1", NodeRoles.Seed, _seedPort);
        var late = await StartAsync("web-1", NodeRoles.Web, Ports.Free(), beforeJoin: gate.WaitAsync);
        var other = await StartAsync("web-2", NodeRoles.Web, Ports.Free());
        // Web-2 came later and is in.
        await UntilAsync(() => Members(seed) == 2 && Members(other) == 2);
        Assert.Equal(0, Members(late));

        gate.Open();
        await UntilAsync(() => _nodes.All(node => Members(node) == 3));
        gate.Close();
        Cluster.Get(seed.System!).Down(late.Cluster!.SelfAddress);

        await UntilAsync(() => gate.Waits == 2);
        Assert.Equal(2, Members(seed));
        gate.Open();
        await UntilAsync(() => _nodes.All(node => Members(node) == 3));
    }

    [Fact]
    public async Task A_node_that_still_awaits_something_can_be_stopped()
    {
        var gate = new Gate();
        var web = await StartAsync("web-1", NodeRoles.Web, Ports.Free(), beforeJoin: gate.WaitAsync);
        await UntilAsync(() => gate.Waits == 1);

        await web.StoppingAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.True(web.System!.WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task A_node_whose_actor_system_is_being_started_can_be_stopped()
    {
        var known = new TaskCompletionSource<NodeIdentity>(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var goOn = new ManualResetEventSlim();
        var web = await StartAsync(
            "web-1", NodeRoles.Web, Ports.Free(),
            identityNow: () => known.Task,
            startActors: () =>
            {
                begun.TrySetResult();
                goOn.Wait();
            });
        known.SetResult(NodeIdentity.For(NodeRoles.Web, "web-1")); // on another thread, as what waits in there would hold up this one
        await begun.Task;

        var stopping = web.StoppingAsync(CancellationToken.None);
        goOn.Set();

        await stopping.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.True(web.System!.WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task A_node_joins_once_it_knows_what_it_is_and_again_when_that_is_something_else()
    {
        var seed = await StartAsync("seed-1", NodeRoles.Seed, _seedPort);
        var known = new TaskCompletionSource<NodeIdentity>(TaskCreationOptions.RunContinuationsAsynchronously);
        Func<Task<NodeIdentity>> identity = () => known.Task;
        var web = await StartAsync("web-1", NodeRoles.Web, Ports.Free(), identityNow: () => identity());
        Assert.Null(web.System);

        known.SetResult(As("1.0.0"));
        await UntilAsync(() => Members(web) == 2 && Seen(seed).SequenceEqual([As("1.0.0").AppVersion]));
        identity = () => Task.FromResult(As("1.0.1"));
        await web.RenewAsync();

        await UntilAsync(() => Members(web) == 2 && Seen(seed).SequenceEqual([As("1.0.1").AppVersion]));
        Assert.Equal(2, web.Starts);

        static NodeIdentity As(string version) => new([NodeRoles.Web], NodeDescription.NamedVersion(version, "web-1"));

        static IEnumerable<string> Seen(ClusterNode node) => node.Cluster!.State.Members
            .Where(member => member.HasRole(NodeRoles.Web) && member.Status == MemberStatus.Up)
            .Select(member => member.AppVersion.ToString());
    }

    [Fact]
    public async Task What_changes_while_a_node_waits_to_join_is_what_it_joins_as()
    {
        var seed = await StartAsync("seed-1", NodeRoles.Seed, _seedPort);
        var version = "1.0.0";
        var gate = new Gate();
        var web = await StartAsync(
            "web-1", NodeRoles.Web, Ports.Free(), beforeJoin: gate.WaitAsync,
            identityNow: () => Task.FromResult(new NodeIdentity([NodeRoles.Web], NodeDescription.NamedVersion(version, "web-1"))));
        await UntilAsync(() => gate.Waits == 1);

        version = "1.0.1";
        gate.Open();

        await UntilAsync(() => seed.Cluster!.State.Members.Any(member =>
            member.AppVersion.ToString().StartsWith("1.0.1", StringComparison.Ordinal)));
        Assert.Equal(2, web.Starts);
    }

    /// <summary>Two clusters of one system, formed apart: their seeds are the same, each with its own first.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    public async Task Two_clusters_become_one(int websOfFirst, int websOfSecond)
    {
        var other = new SeedAddress("127.0.0.1", Ports.Free());
        var second = await StartAsync("seed-2", NodeRoles.Seed, other.Port, seeds: [other, new SeedAddress("127.0.0.1", _seedPort)]);
        await UntilAsync(() => Members(second) == 1);
        var first = await StartAsync("seed-1", NodeRoles.Seed, _seedPort, seeds: [new SeedAddress("127.0.0.1", _seedPort), other]);
        for (var web = 0; web < websOfFirst; web++)
        {
            await StartAsync("web-1", NodeRoles.Web, Ports.Free());
        }

        for (var web = 0; web < websOfSecond; web++)
        {
            await StartAsync("web-2", NodeRoles.Web, Ports.Free(), seeds: [other]);
        }

        await UntilAsync(() => _nodes.All(node => Members(node) == _nodes.Count));
        var larger = websOfFirst > websOfSecond ? first : second;
        Assert.Equal(1, larger.Starts);
    }

    private static int Members(ClusterNode node) => node.Cluster?.State.Members.Count(member => member.Status == MemberStatus.Up) ?? 0;

    private async Task<ClusterNode> StartAsync(
        string name, string role, int port, IHostApplicationLifetime? lifetime = null, IReadOnlyList<SeedSource>? seeds = null,
        Func<CancellationToken, Task>? beforeJoin = null, Func<Task<NodeIdentity>>? identityNow = null,
        Action? startActors = null)
    {
        var options = new NodeOptions(
            name, role, "127.0.0.1", "127.0.0.1", port, seeds ?? [new SeedAddress("127.0.0.1", _seedPort)], "", 1);
        var node = new ClusterNode(
            options,
            new ClusterNodeSetup
            {
                Identity = NodeIdentity.For(role, name),
                IdentityNow = identityNow is null ? null : (_, _) => identityNow(),
                RoleHocon = "",
                StartActors = (_, _) => startActors?.Invoke(),
                BeforeJoin = (_, cancellationToken) => beforeJoin?.Invoke(cancellationToken) ?? Task.CompletedTask
            },
            new KnownMembersFile("", NullLogger<KnownMembersFile>.Instance),
            new ServiceCollection().BuildServiceProvider(),
            lifetime ?? new Lifetime(),
            NullLoggerFactory.Instance,
            TimeProvider.System);
        await node.StartAsync(CancellationToken.None);
        await node.StartedAsync(CancellationToken.None);
        _nodes.Add(node);
        return node;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (!condition())
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    private sealed class Gate
    {
        private TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _waits;

        public int Waits => Volatile.Read(ref _waits);

        public void Open() => _open.TrySetResult();

        public void Close() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task WaitAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _waits);
            return _open.Task.WaitAsync(cancellationToken);
        }
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Stopped => _stopped.Task;

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => _stopped.TrySetResult();
    }
}
