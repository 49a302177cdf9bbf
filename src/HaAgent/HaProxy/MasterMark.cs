namespace Actors.HaAgent.HaProxy;

/// <summary>
/// What a master says of itself, by which one that has reloaded is told from another one: in a container of its own each has the same
/// process id. Pure.
/// </summary>
/// <param name="Pid">Its process id, where it runs.</param>
/// <param name="Reloads">How often it has reloaded.</param>
/// <param name="Start">When it has started, by the clock of the machine, as HAProxy tells its age by it.</param>
public readonly record struct MasterMark(int Pid, int Reloads, TimeSpan Start)
{
    /// <summary>It tells its age in whole seconds, and a reload may round it anew.</summary>
    private static readonly TimeSpan Inexact = TimeSpan.FromSeconds(2.5);

    /// <summary>The mark of what the master says now.</summary>
    public static MasterMark Of(MasterProcesses processes, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(processes);
        return new MasterMark(processes.Pid, processes.Reloads, now - processes.Uptime);
    }

    /// <summary>Whether it is the same master, later.</summary>
    public bool Continues(MasterMark before) =>
        Pid == before.Pid && Reloads >= before.Reloads && (Start - before.Start).Duration() <= Inexact;
}
