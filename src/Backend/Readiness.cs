namespace Actors.Backend;

/// <summary>Whether the app behind this node wants traffic. It begins ready: the node joins only once the app answers.</summary>
public sealed class Readiness
{
    /// <summary>What an agent keeps of a reason.</summary>
    private const int Longest = 200;

    private readonly Lock _gate = new();
    private ReadinessState _state = new(1, true, "");

    /// <summary>Raised after each change, outside the lock.</summary>
    public event Action<ReadinessState>? Changed;

    /// <summary>What is so now.</summary>
    public ReadinessState State
    {
        get
        {
            lock (_gate)
            {
                return _state;
            }
        }
    }

    /// <summary>Says whether the app wants traffic; saying the same again changes nothing.</summary>
    /// <param name="ready">Whether it does.</param>
    /// <param name="reason">
    /// Why not. Its first 200 characters count, control characters as spaces: an agent takes no message that is too long.
    /// </param>
    public void Set(bool ready, string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        reason = Printable(reason);
        ReadinessState state;
        lock (_gate)
        {
            if (_state.Ready == ready && _state.Reason == reason)
            {
                return;
            }

            state = _state = new ReadinessState(_state.Sequence + 1, ready, reason);
        }

        Changed?.Invoke(state);
    }

    private static string Printable(string text) => new([.. text.Take(Longest).Select(c => char.IsControl(c) ? ' ' : c)]);
}

/// <summary>One state of readiness.</summary>
/// <param name="Sequence">Rises with each change.</param>
/// <param name="Ready">Whether traffic is wanted.</param>
/// <param name="Reason">Why not.</param>
public sealed record ReadinessState(long Sequence, bool Ready, string Reason);
