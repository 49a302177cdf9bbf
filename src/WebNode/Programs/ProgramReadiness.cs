using Actors.Backend;

namespace Actors.WebNode.Programs;

/// <summary>
/// Traffic is wanted while the program is well and no client has said otherwise by <c>POST /ready</c>: a program that comes back
/// does not undo what an operator has said.
/// </summary>
public sealed class ProgramReadiness
{
    private readonly Lock _gate = new();
    private readonly Readiness _readiness;
    private TaskCompletionSource _healthy = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (bool Ready, string Reason) _said = (true, "");
    private (bool Ready, string Reason) _health = (false, "the program has not answered yet");

    public ProgramReadiness(Readiness readiness)
    {
        _readiness = readiness;
        readiness.Set(false, _health.Reason);
    }

    /// <summary>Completes as soon as the program is well.</summary>
    public Task UntilHealthyAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _healthy.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Whether the program is well, as of its last answer.</summary>
    public bool IsHealthy
    {
        get
        {
            lock (_gate)
            {
                return _health.Ready;
            }
        }
    }

    /// <summary>What was last asked for.</summary>
    public void Say(bool ready, string reason) => Change(() => _said = (ready, reason));

    /// <summary>How the program is.</summary>
    public void Health(bool isHealthy, string reason) => Change(() =>
    {
        _health = (isHealthy, reason);
        if (!isHealthy && _healthy.Task.IsCompleted)
        {
            _healthy = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    });

    // Said within the lock, so that the last change is also the last that is said.
    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
            var (ready, reason) = _health.Ready ? _said : _health;
            _readiness.Set(ready, reason);
            // Last: what waits for it joins, and says to the agents what is set then.
            if (_health.Ready)
            {
                _healthy.TrySetResult();
            }
        }
    }
}
