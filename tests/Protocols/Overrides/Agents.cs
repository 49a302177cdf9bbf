using System.Collections.Concurrent;
using Actors.Clustering.Hosting;
using Actors.Contracts.Api;
using Actors.HaAgent.Events;
using Actors.HaAgent.Overrides;
using Actors.HaAgent.Settings;
using Actors.Protocols.Harness;
using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace Actors.Protocols.Overrides;

/// <summary>A cluster of a seed and agents with the product's own stores of overrides, each with a disk and a clock of its own.</summary>
internal sealed class Agents : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, IActorRef> _stores = new();
    private readonly ConcurrentDictionary<string, OverrideBook> _obeyed = new();
    private readonly Dictionary<string, LocalClock> _clocks = [];
    private readonly List<string> _names = [];

    public Agents(int count)
    {
        _names.AddRange(Enumerable.Range(1, count).Select(number => $"ha-{number}"));
        Cluster = new TestCluster(["seed-1", .. _names]);
        foreach (var name in _names)
        {
            var node = Cluster[name];
            var clock = _clocks[name] = new LocalClock(Cluster.Clock);
            node.Setup = node.Setup with
            {
                RoleHocon = EmbeddedText.Read(typeof(HaProxyOptions).Assembly, "agent.hocon"),
                StartActors = (system, _) =>
                {
                    _obeyed.TryRemove(name, out OverrideBook? _);
                    var writer = system.ActorOf(Props.Create(() => new Writer(_obeyed, name)));
                    var logger = node.Loggers.CreateLogger<OverrideStore>();
                    _stores[name] = system.ActorOf(
                        OverrideStore.CreateProps(DiskOf(name), writer, new NoHistory(), clock, logger), "override-store");
                },
            };
        }
    }

    public TestCluster Cluster { get; }

    public IReadOnlyList<string> Names => _names;

    /// <summary>Those that run.</summary>
    public IEnumerable<string> Running => _names.Where(name => Cluster[name].IsRunning);

    /// <summary>What the one that makes HAProxy obey was told last.</summary>
    public OverrideBook Obeyed(string agent) => _obeyed.GetValueOrDefault(agent, OverrideBook.Empty);

    /// <summary>The file of an agent's machine.</summary>
    public OverrideFile DiskOf(string agent) =>
        new(Cluster[agent].Options.StatePath, Cluster[agent].Loggers.CreateLogger<OverrideFile>());

    /// <summary>An agent's machine has a new disk.</summary>
    public void LoseDisk(string agent) => Directory.Delete(Cluster[agent].Options.StatePath, recursive: true);

    /// <summary>Sets how far the clock of an agent's machine is ahead of the others.</summary>
    public void Ahead(string agent, TimeSpan time) => _clocks[agent].Ahead = time;

    /// <summary>An operator gives an override to an agent, which answers; what it has written down of the subject comes back.</summary>
    public async Task<NodeOverride> GiveAsync(string agent, string subject, OverrideChange change, string by = "ann")
    {
        var given = await TryGiveAsync(agent, subject, change, by);
        Assert.True(given is not null, $"{agent} has not answered {change} for {subject}.\n{Cluster.Describe()}");
        return given;
    }

    /// <summary>As <see cref="GiveAsync"/>; null where the agent, which may be about to end, does not answer.</summary>
    public async Task<NodeOverride?> TryGiveAsync(string agent, string subject, OverrideChange change, string by)
    {
        var end = Cluster.Now + TimeSpan.FromSeconds(1);
        var answer = _stores[agent].Ask<OverrideGiven>(new SetOverride(subject, change, by));
        await Cluster.UntilAsync("an answer", () => answer.IsCompleted || Cluster.Now >= end);
        return answer.IsCompletedSuccessfully ? Obeyed(agent).Last[subject] : null;
    }

    /// <summary>Waits until these agents have these overrides and no others, in memory and on disk.</summary>
    public Task UntilAsync(IEnumerable<string> agents, IReadOnlyDictionary<string, NodeOverride> wanted, TimeSpan? within = null) =>
        Cluster.UntilAsync(
            $"{string.Join(' ', agents)} have {string.Join(", ", wanted)}",
            () => agents.All(agent => Is(Obeyed(agent), wanted) && Is(DiskOf(agent).Read(), wanted)),
            within,
            () => string.Join('\n', agents.Select(agent =>
                $"{agent} obeys {string.Join(", ", Obeyed(agent).Last)} and has on disk {string.Join(", ", DiskOf(agent).Read().Last)}")));

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();

    private static bool Is(OverrideBook book, IReadOnlyDictionary<string, NodeOverride> wanted) =>
        book.Last.Count == wanted.Count && wanted.All(entry => entry.Value.Equals(book.Last.GetValueOrDefault(entry.Key)));

    private sealed class NoHistory : ICommandLog
    {
        public Task AddCommandAsync(string what, Author author, DateTimeOffset at) => Task.CompletedTask;
    }

    private sealed class Writer : ReceiveActor
    {
        public Writer(ConcurrentDictionary<string, OverrideBook> obeyed, string agent) =>
            Receive<OverridesChanged>(changed => obeyed[agent] = changed.Overrides);
    }
}
