namespace Actors.HaAgent.HaProxy;

/// <summary>HAProxy's master, from its start to its end: told apart from the next one.</summary>
/// <param name="Pid">Its process id, as it is where it runs.</param>
public abstract record MasterRun(int Pid)
{
    /// <summary>Whether it still runs.</summary>
    public abstract bool IsAlive { get; }
}
