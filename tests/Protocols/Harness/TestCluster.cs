using System.Globalization;
using System.Text;
using Actors.Clustering;
using Actors.Clustering.Hosting;
using Actors.Clustering.Seeds;
using Actors.Harness;
using Akka.Cluster;

namespace Actors.Protocols.Harness;

/// <summary>
/// A cluster in this process. Its nodes are the product's own, its links are cut and mended by the test, and its time passes only
/// in <see cref="PassAsync"/>, <see cref="UntilAsync"/> and <see cref="RunAsync"/>: as fast as the machine can.
/// </summary>
public sealed class TestCluster : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromMinutes(2);
    private readonly string _state = Directory.CreateTempSubdirectory("protocols-").FullName;
    private readonly Dictionary<string, TestNode> _nodes = [];
    private readonly Deadlines _deadlines;
    private readonly World _world;

    /// <param name="names">The nodes; a name is <c>role-number</c>. All that begin with <c>seed</c> are the seeds of everyone, in this
    /// order.</param>
    /// <param name="timings">Null for the product's own.</param>
    /// <param name="resolvesSplits">Whether Akka's split brain resolver runs.</param>
    /// <param name="random">What decides what the product leaves to chance, such as when a node starts; null for the run's seed, see
    /// <see cref="TestRun.Seed"/>.</param>
    /// <param name="network">What the nodes' addresses begin with.</param>
    public TestCluster(IReadOnlyList<string> names, ClusterTimings? timings = null, bool resolvesSplits = true, Random? random = null,
        string network = "127.9.0.")
    {
        ArgumentNullException.ThrowIfNull(names);
        ThreadPool.SetMinThreads(8, 8);
        Random = random ?? new Random(TestRun.Seed);
        _world = new World(Random);
        _deadlines = new Deadlines(_world);
        var seeds = names.Where(name => name.StartsWith(NodeRoles.Seed, StringComparison.Ordinal))
            .Select(name => SeedSource.FromSeedAddress(Place(name))).ToList();
        foreach (var name in names)
        {
            var role = name.Split('-')[0];
            _nodes[name] = new TestNode(_world, name, Place(name), seeds, Path.Combine(_state, name))
            {
                Setup = new ClusterNodeSetup
                {
                    Identity = NodeIdentity.For(role, name),
                    RoleHocon = "",
                    Timings = timings ?? ClusterTimings.Default,
                    Overrides = ClockHocon.For(_world, resolvesSplits),
                },
            };
        }

        SeedAddress Place(string name) =>
            new(string.Create(CultureInfo.InvariantCulture, $"{network}{names.ToList().IndexOf(name) + 1}"), 4053);
    }

    /// <summary>What decides what is left to chance.</summary>
    public Random Random { get; }

    /// <summary>The clock of all nodes. Move it by <see cref="PassAsync"/> only.</summary>
    public TimeProvider Clock => _world.Clock;

    /// <summary>How long the test has run on its clock.</summary>
    public TimeSpan Now => _world.Elapsed;

    /// <summary>All nodes.</summary>
    public IReadOnlyCollection<TestNode> Nodes => _nodes.Values;

    /// <summary>The nodes whose process runs.</summary>
    public IEnumerable<TestNode> Running => Nodes.Where(node => node.IsRunning);

    /// <summary>The node of this name.</summary>
    public TestNode this[string name] => _nodes[name];

    /// <summary>Starts all nodes in the order in which they were named, each a moment after the other.</summary>
    public Task StartAllAsync() => StartAsync([.. _nodes.Keys]);

    /// <summary>Starts these nodes in this order, each a moment after the other.</summary>
    public async Task StartAsync(params string[] names)
    {
        foreach (var name in names)
        {
            await this[name].StartAsync();
            await PassAsync(TimeSpan.FromMilliseconds(Random.Next(50, 500)));
        }
    }

    /// <summary>Starts all, and waits for one cluster of them.</summary>
    public async Task StartWholeAsync()
    {
        await StartAllAsync();
        await UntilWholeAsync();
    }

    /// <summary>Nodes stop, at the same time, as programs do that are told to.</summary>
    public Task StopAsync(params string[] names) =>
        RunAsync($"{string.Join(' ', names)} stop", Task.WhenAll(names.Select(name => this[name].StopAsync())));

    /// <summary>The processes of these nodes are killed: their connections end.</summary>
    public Task CrashAsync(params string[] names) => CrashAsync(names.Select(name => this[name]), isMachine: false);

    /// <summary>The machines of these nodes are gone: nobody is told, and nothing answers.</summary>
    public Task PowerOffAsync(params string[] names) => CrashAsync(names.Select(name => this[name]), isMachine: true);

    /// <summary>Cuts the link between two nodes.</summary>
    public void Cut(string one, string other) => Cut([one], [other]);

    /// <summary>Cuts every link between these and those.</summary>
    public void Cut(IEnumerable<string> these, IEnumerable<string> those)
    {
        ArgumentNullException.ThrowIfNull(these);
        ArgumentNullException.ThrowIfNull(those);
        foreach (var (one, other) in these.SelectMany(_ => those, (one, other) => (one, other)))
        {
            CutOneWay(one, other);
            CutOneWay(other, one);
        }
    }

    /// <summary>What one sends to the other arrives after <see cref="Heal"/>.</summary>
    public void CutOneWay(string from, string to) => _world.Network.Cut(this[from].Address, this[to].Address);

    /// <summary>Cuts every link of a node.</summary>
    public void Isolate(string name) => Cut([name], _nodes.Keys.Where(other => other != name));

    /// <summary>This share of all packets is lost, and sent again later, as TCP does.</summary>
    public void Lose(double share) => _world.Network.Lose(share);

    /// <summary>All links are whole again.</summary>
    public void Heal() => _world.Network.Mend();

    /// <summary>Lets time pass.</summary>
    public Task PassAsync(TimeSpan time)
    {
        var end = Now + time;
        return PumpAsync(() => Now >= end);
    }

    /// <summary>Lets time pass until it is so, and fails with what was last seen where it never is.</summary>
    /// <param name="what">In words, for the failure.</param>
    /// <param name="isSo">The condition; asked while nothing runs.</param>
    /// <param name="within">The bound on the test's clock; two minutes by default.</param>
    /// <param name="seen">What was seen beside the cluster, for the failure.</param>
    public async Task UntilAsync(string what, Func<bool> isSo, TimeSpan? within = null, Func<string>? seen = null)
    {
        ArgumentNullException.ThrowIfNull(isSo);
        var end = Now + (within ?? DefaultLimit);
        var wasSo = false;
        await PumpAsync(() => (wasSo = isSo()) || Now >= end);
        Assert.True(wasSo, $"Not within {within ?? DefaultLimit}: {what}\n{seen?.Invoke()}\n{Describe()}");
    }

    /// <summary>Lets time pass until a task is done.</summary>
    public async Task RunAsync(string what, Task task, TimeSpan? within = null)
    {
        ArgumentNullException.ThrowIfNull(task);
        await UntilAsync(what, () => task.IsCompleted, within);
        await task;
    }

    /// <summary>Waits until all running nodes are up in one cluster, which has no other members.</summary>
    public Task UntilWholeAsync(TimeSpan? within = null) => UntilAsync("all running nodes are one cluster", () => IsWhole(Running), within);

    /// <summary>Whether these see each other up, and nobody else.</summary>
    public static bool IsWhole(IEnumerable<TestNode> nodes)
    {
        var all = nodes.ToList();
        var addresses = all.Select(node => node.Address).ToHashSet();
        return all.All(node =>
            node.State is { Unreachable.IsEmpty: true } state
            && state.Members.All(member => member.Status == MemberStatus.Up)
            && state.Members.Count == addresses.Count
            && addresses.SetEquals(state.Members.Select(member => SeedAddress.From(member.Address)!)));
    }

    /// <summary>The name of the node at an address, as Akka or the log writes it.</summary>
    public string NameOf(Akka.Actor.Address address) =>
        _nodes.Values.FirstOrDefault(node => node.Address == SeedAddress.From(address))?.Name ?? $"{address}";

    /// <summary>The seed, and what every node sees and has logged last.</summary>
    public string Describe()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{TestRun.SeedVariable}={TestRun.Seed}, after {Now}");
        foreach (var node in Nodes)
        {
            var state = node.State;
            var members = state.Members.Select(member =>
                $"{NameOf(member.Address)}:{member.Status}{(state.Unreachable.Contains(member) ? "(unreachable)" : "")}");
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{node.Name} at {node.Address}, {(node.IsRunning ? $"start {node.Starts}" : "not running")}, leader "
                    + $"{(state.Leader is { } leader ? NameOf(leader) : "none")}, sees {string.Join(' ', members)}");
            foreach (var line in node.Log.TakeLast(20))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"    {line}");
            }
        }

        return text.ToString();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await CrashAsync(Nodes, isMachine: true);
        _world.Dispose();
        Directory.Delete(_state, recursive: true);
    }

    private async Task CrashAsync(IEnumerable<TestNode> nodes, bool isMachine)
    {
        await Task.WhenAll(nodes.Select(node => node.CrashAsync(isMachine)));
        await PumpAsync(() => true);
        await Task.WhenAll(nodes.Select(node => node.BuryAsync()));
    }

    // On a thread of its own, so that the thread pool is the actors'.
    private Task PumpAsync(Func<bool> isOver) => Task.Factory.StartNew(
        () =>
        {
            _world.Work.WaitUntilDone();
            while (!isOver())
            {
                foreach (var node in Running)
                {
                    if (node.System is { } system)
                    {
                        _deadlines.Take(system);
                    }
                }

                _deadlines.Pass();
                _world.Advance(Step);
                _world.Work.WaitUntilDone();
            }
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);
}
