namespace Actors.HaAgent.Reporting;

/// <summary>Where the actors write what they are about and the endpoints read it. It outlives the actor system.</summary>
public sealed class AgentStatusBoard(AgentStatus first)
{
    private AgentStatus _status = first;
    private TaskCompletionSource _changed = NewSignal();

    public AgentStatus Current => Volatile.Read(ref _status);

    /// <summary>
    /// Replaces the status by what <paramref name="change"/> makes of it; may be called by several at once. The same status is no change,
    /// and wakes none of those that wait for one.
    /// </summary>
    public void Update(Func<AgentStatus, AgentStatus> change)
    {
        AgentStatus seen;
        AgentStatus next;
        do
        {
            seen = Current;
            next = change(seen);
            if (ReferenceEquals(next, seen))
            {
                return;
            }
        }
        // By reference: another one may have put an equal status in its place meanwhile.
        while (!ReferenceEquals(Interlocked.CompareExchange(ref _status, next, seen), seen));

        Interlocked.Exchange(ref _changed, NewSignal()).TrySetResult();
    }

    /// <summary>Completes with the next update. A reader that asks before it reads <see cref="Current"/> misses none.</summary>
    public Task NextChangeAsync() => Volatile.Read(ref _changed).Task;

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
