using System.Collections.Immutable;
using Actors.HaAgent.Membership;
using Akka.Actor;

namespace Actors.Protocols.Leaving;

/// <summary>
/// In place of HAProxy and of what brings snapshots into it: applies each at once, and says that sessions have ended, as long as the test
/// lets it.
/// </summary>
internal sealed class Balancer
{
    private readonly Lock _gate = new();
    private readonly List<Action> _withheld = [];
    private bool _isStuck;

    /// <summary>The nodes that have a server, by name, with what they are.</summary>
    public ImmutableDictionary<string, NodeStatus> Nodes { get; private set; } = ImmutableDictionary<string, NodeStatus>.Empty;

    /// <summary>Applies nothing from now on, until <see cref="GoOn"/>.</summary>
    public void Stick() => _isStuck = true;

    /// <summary>Applies what has come meanwhile, and what comes.</summary>
    public void GoOn()
    {
        lock (_gate)
        {
            _isStuck = false;
            _withheld.ForEach(work => work());
            _withheld.Clear();
        }
    }

    /// <summary>The actor that takes snapshots.</summary>
    public Props Writer => Props.Create(() => new WriterActor(this));

    /// <summary>The actor that is asked about sessions.</summary>
    public Props Watch => Props.Create(() => new WatchActor(this));

    private void Do(Action work)
    {
        lock (_gate)
        {
            if (_isStuck)
            {
                _withheld.Add(work);
            }
            else
            {
                work();
            }
        }
    }

    private sealed class WriterActor : ReceiveActor
    {
        public WriterActor(Balancer balancer) => Receive<MembershipChanged>(changed =>
        {
            var listener = Sender;
            balancer.Do(() =>
            {
                balancer.Nodes = changed.Snapshot.Nodes.Where(node => !node.IsIdle)
                    .ToImmutableDictionary(node => node.Description.Name, node => node.Status);
                listener.Tell(new SnapshotApplied(changed.Snapshot.Revision));
            });
        });
    }

    private sealed class WatchActor : ReceiveActor
    {
        public WatchActor(Balancer balancer)
        {
            Receive<ServerQuestion.UntilSessionsEnded>(question =>
            {
                var listener = Sender;
                balancer.Do(() => listener.Tell(new ServerQuestion.SessionsEnded(question.Key)));
            });
            ReceiveAny(_ => { });
        }
    }
}
