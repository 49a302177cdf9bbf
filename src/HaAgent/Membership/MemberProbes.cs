using Akka.Actor;
using Akka.Cluster;

namespace Actors.HaAgent.Membership;

/// <summary>The probes that run for one life of the listener, which gets what comes of them.</summary>
/// <param name="listener">The listener.</param>
/// <param name="life">Which life of it.</param>
/// <param name="time">The clock.</param>
internal sealed class MemberProbes(IActorRef listener, long life, TimeProvider time) : IDisposable
{
    private readonly Dictionary<UniqueAddress, CancellationTokenSource> _running = [];
    private readonly CancellationTokenSource _stopped = new();

    /// <summary>Begins or ends a probe, whose result the listener gets.</summary>
    public void Carry(MemberEffect.Probe probe)
    {
        switch (probe)
        {
            case MemberEffect.BeginProbe begin:
                Begin(begin.Node, begin.Target);
                break;
            case MemberEffect.EndProbe when _running.Remove(probe.Node, out var running):
                running.Cancel();
                running.Dispose();
                break;
            case MemberEffect.AskOnce ask:
                AskOnce(ask.Node, ask.Target);
                break;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _stopped.Cancel();
        foreach (var probe in _running.Values)
        {
            probe.Dispose();
        }

        _stopped.Dispose();
    }

    // Each new reason why it has not answered, until it does.
    private void Begin(UniqueAddress node, ProbeTarget target)
    {
        var probe = CancellationTokenSource.CreateLinkedTokenSource(_stopped.Token);
        _running.Add(node, probe);
        NodeProbe.UntilAnsweredAsync(
                target.Server, target.Protocol, target.Check, fault => listener.Tell(new ProbeFailed(node, fault, life)), time, probe.Token)
            .PipeTo(listener, success: () => new ProbePassed(node, life));
    }

    private void AskOnce(UniqueAddress node, ProbeTarget target) =>
        NodeProbe.FaultOfAsync(target.Server, target.Protocol, target.Check, time, _stopped.Token).PipeTo(
            listener, success: fault => new RetainedAnswer(node, fault is null, life), failure: _ => new RetainedAnswer(node, false, life));
}
