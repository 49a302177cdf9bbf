using Akka.Remote.Transport;
using Google.Protobuf;

namespace Actors.Protocols.Harness;

/// <summary>One end of a connection, with what it has sent and has not arrived.</summary>
internal sealed class Pipe : AssociationHandle
{
    private readonly Lock _gate = new();
    private readonly Queue<ByteString?> _sent = new(); // null is the end of it
    private readonly Queue<IHandleEvent> _received = new();
    private readonly Network _network;
    private Pipe _peer = null!;
    private ITimer? _delay;
    private bool _isOver;
    private bool _hasVanished;

    private Pipe(Network network, MemoryTransport owner, MemoryTransport other)
        : base(owner.Address, other.Address)
    {
        (_network, Owner) = (network, owner);
        ReadHandlerSource.Task.ContinueWith(
            _ => Hand(null), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public MemoryTransport Owner { get; }

    public static (Pipe Near, Pipe Far) Between(Network network, MemoryTransport from, MemoryTransport to)
    {
        var near = new Pipe(network, from, to);
        var far = new Pipe(network, to, from);
        (near._peer, far._peer) = (far, near);
        network.Add(near);
        network.Add(far);
        return (near, far);
    }

    public override bool Write(ByteString payload)
    {
        if (_peer._hasVanished && _network.Reach(Owner.Self, _peer.Owner.Self).Listener is not null)
        {
            // The successor of who was there knows nothing of this connection.
            Take(null);
            return false;
        }

        return Send(payload);
    }

    [Obsolete("As the base is; Akka calls it.")]
    public override void Disassociate() => End();

    public void End() => Send(null);

    public void Vanish()
    {
        lock (_gate)
        {
            _hasVanished = _isOver = true;
            _sent.Clear();
        }
    }

    /// <summary>Delivers what can arrive.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            while (_delay is null && _sent.Count > 0 && _network.DelayOf(Owner.Self, _peer.Owner.Self) is { } delay)
            {
                if (delay > TimeSpan.Zero)
                {
                    _delay = _network.Clock.CreateTimer(_ => Arrive(), null, delay, Timeout.InfiniteTimeSpan);
                    return;
                }

                _peer.Take(_sent.Dequeue());
            }
        }
    }

    private void Arrive()
    {
        lock (_gate)
        {
            _delay?.Dispose();
            _delay = null;
            if (_sent.TryDequeue(out var next))
            {
                _peer.Take(next);
            }
        }

        Flush();
    }

    private bool Send(ByteString? payload)
    {
        lock (_gate)
        {
            if (_isOver)
            {
                return false;
            }

            _isOver = payload is null;
            _sent.Enqueue(payload);
        }

        Flush();
        return true;
    }

    private void Take(ByteString? payload)
    {
        if (payload is not null)
        {
            Hand(new InboundPayload(payload));
            return;
        }

        _isOver = true;
        _network.Forget(this);
        _network.Forget(_peer);
        Hand(new Disassociated(DisassociateInfo.Unknown));
    }

    private void Hand(IHandleEvent? received)
    {
        lock (_received)
        {
            if (received is not null && !_hasVanished)
            {
                _received.Enqueue(received);
            }

            while (ReadHandlerSource.Task.IsCompletedSuccessfully && _received.TryDequeue(out var next))
            {
                ReadHandlerSource.Task.Result.Notify(next);
            }
        }
    }
}
