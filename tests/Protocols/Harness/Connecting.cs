using Actors.Clustering.Seeds;
using Akka.Remote.Transport;

namespace Actors.Protocols.Harness;

/// <summary>
/// A connection that is being opened: refused at once where nobody listens, and tried for a while over a link that is cut.
/// </summary>
internal sealed class Connecting
{
    /// <summary><c>connection-timeout</c> of cluster.hocon.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    private readonly TaskCompletionSource<AssociationHandle> _result = new();
    private readonly Network _network;
    private readonly MemoryTransport _from;
    private readonly SeedAddress _to;
    private readonly ITimer _limit;

    public Connecting(Network network, MemoryTransport from, SeedAddress to)
    {
        (_network, _from, _to) = (network, from, to);
        _limit = network.Clock.CreateTimer(_ => Fail($"{to} has not answered within {Longest}."), null, Longest, Timeout.InfiniteTimeSpan);
    }

    public Task<AssociationHandle> Result => _result.Task;

    public void Try()
    {
        var (isWhole, listener) = _network.Reach(_from.Self, _to);
        if (!isWhole)
        {
            return;
        }

        if (listener is null)
        {
            Fail($"{_to} refuses connections.");
            return;
        }

        Finish();
        var (near, far) = Pipe.Between(_network, _from, listener);
        listener.Accept(far);
        _result.TrySetResult(near);
    }

    private void Fail(string why)
    {
        Finish();
        _result.TrySetException(new InvalidAssociationException(why));
    }

    private void Finish()
    {
        _limit.Dispose();
        _network.Forget(this);
    }
}
