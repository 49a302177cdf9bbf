using System.Collections.Concurrent;
using System.Collections.Immutable;
using Actors.Clustering;
using Actors.Clustering.Hosting;
using Actors.HaAgent.Coordination;
using Actors.HaAgent.Events;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Reconciling;
using Actors.HaAgent.Rollout;
using Actors.HaAgent.Settings;
using Actors.HaAgent.Templates;
using Actors.Protocols.Harness;
using Akka.Actor;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Protocols.Rollouts;

/// <summary>
/// The agents of a cluster, each with the product's watch of the template and its coordinator; in place of HAProxy and of what is in front
/// of it stands a disk with a template, which is applied as long as the test lets it.
/// </summary>
internal sealed class Agents
{
    /// <summary>The template that all have from the start.</summary>
    public static readonly TemplateText First = new("first", "here", Snippets.None);

    private readonly Dictionary<string, Disk> _disks = [];

    public Agents(TestCluster cluster)
    {
        foreach (var node in cluster.Nodes.Where(node => node.Role == NodeRoles.Ha))
        {
            var disk = _disks[node.Name] = new Disk(cluster.Clock);
            node.Setup = node.Setup with
            {
                RoleHocon = EmbeddedText.Read(typeof(HaProxyOptions).Assembly, "agent.hocon"),
                StartActors = (system, _) => Start(system, node.Name, disk, cluster.Clock),
            };
        }
    }

    /// <summary>The disk of an agent.</summary>
    public Disk this[string name] => _disks[name];

    /// <summary>The same template for all.</summary>
    public void Write(TemplateText template)
    {
        foreach (var disk in _disks.Values)
        {
            disk.Template = template;
        }
    }

    /// <summary>When agents tried a template, by agent; in the order in which they began.</summary>
    public IReadOnlyList<(string Agent, DateTimeOffset From, DateTimeOffset To)> Trials(TemplateText template) =>
    [
        .. _disks.SelectMany(disk => disk.Value.TrialsOf(template).Select(trial => (disk.Key, trial.From, trial.To)))
            .OrderBy(trial => trial.From),
    ];

    /// <summary>No two agents have tried templates at the same time.</summary>
    public void AssertOneAtATime(TemplateText template)
    {
        var trials = Trials(template);
        Assert.All(trials.Zip(trials.Skip(1)), pair => Assert.True(
            pair.First.To <= pair.Second.From, $"{pair.First} and {pair.Second} overlap"));
    }

    private static void Start(ActorSystem system, string name, Disk disk, TimeProvider clock)
    {
        SeenCoordinator Coordinator() => SeenCoordinator.Of(system);
        disk.Begin();
        var writer = system.ActorOf(Props.Create(() => new Writer(disk)), "config-writer");
        system.ActorOf(
            TemplateWatch.CreateProps(
                disk.Store, new TemplateWatchSettings(name), disk, Coordinator, writer, disk, clock, NullLogger.Instance),
            TemplateWatch.Name);
        system.ActorOf(RolloutCoordinator.CreateProps(system, clock, NullLogger.Instance), SeenCoordinator.ManagerName);
    }

    private sealed class Writer : ReceiveActor
    {
        public Writer(Disk disk)
        {
            var events = Context.System.EventStream;
            Receive<ConfigWriter.TemplateChanged>(_ => disk.Apply(template => events.Publish(new TemplateApplied(template))));
            ReceiveAny(_ => { });
        }
    }

    /// <summary>What an agent has on disk, and what its HAProxy makes of it.</summary>
    internal sealed class Disk(TimeProvider clock) : ITemplateEffects, IAgentEvents
    {
        private readonly Lock _gate = new();
        private readonly ConcurrentQueue<(TemplateCandidate? Candidate, DateTimeOffset At)> _moves = [];
        private Action? _withheld;

        /// <summary>What is on disk.</summary>
        public TemplateText Template { get; set; } = First;

        /// <summary>Templates that HAProxy refuses here.</summary>
        public ImmutableHashSet<string> Refuses { get; set; } = [];

        /// <summary>Whether a template is not applied until <see cref="GoOn"/>.</summary>
        public bool IsSlow { get; set; }

        public TemplateStore Store { get; private set; } = null!;

        public string Source => "here";

        /// <summary>The candidate now.</summary>
        public TemplateCandidate? Candidate => _moves.LastOrDefault().Candidate;

        /// <summary>Whether a template is in force here.</summary>
        public bool Has(TemplateText template) => Store.Kept?.Template.Hash == template.Hash;

        /// <summary>A life of the agent begins, with what the one before has kept.</summary>
        public void Begin()
        {
            var kept = Store?.Kept ?? new KeptTemplate(First, clock.GetUtcNow());
            _moves.Enqueue((null, clock.GetUtcNow()));
            Store = new TemplateStore("", null!, NullLogger<TemplateStore>.Instance);
            Store.Keep(kept);
        }

        public void Apply(Action<TemplateText> applied)
        {
            var template = Store.Read();
            lock (_gate)
            {
                if (IsSlow && template.Hash != Store.Kept?.Template.Hash)
                {
                    _withheld = () => applied(template);
                    return;
                }
            }

            applied(template);
        }

        public void GoOn()
        {
            lock (_gate)
            {
                IsSlow = false;
                _withheld?.Invoke();
                _withheld = null;
            }
        }

        public IEnumerable<(DateTimeOffset From, DateTimeOffset To)> TrialsOf(TemplateText template)
        {
            DateTimeOffset? from = null;
            foreach (var (candidate, at) in _moves)
            {
                var isTrial = candidate is { IsApplying: true } && candidate.Key == template.Hash;
                if (from is { } began && !isTrial)
                {
                    yield return (began, at);
                }

                from = isTrial ? from ?? at : null;
            }

            if (from is { } still)
            {
                yield return (still, clock.GetUtcNow());
            }
        }

        public Task<TemplateText> ReadAsync() => Task.FromResult(Template);

        public Task<string?> RefusalOfAsync(TemplateText template, CancellationToken cancellationToken) =>
            Task.FromResult(Refuses.Contains(template.Hash) ? "by-magic" : null);

        public Task<(int Well, ApplyFailure? Failing)> HealthAsync(CancellationToken cancellationToken) =>
            Task.FromResult<(int, ApplyFailure?)>((1, null));

        public Task<int> CountWellAsync(CancellationToken cancellationToken) => Task.FromResult(1);

        public void Publish(AgentEvent happened)
        {
            if (happened is TemplateMoved moved)
            {
                _moves.Enqueue((moved.Candidate, clock.GetUtcNow()));
            }
        }
    }
}
