namespace Actors.Dev.Processes;

/// <summary>One process, not to be mistaken for a later one that got the same number.</summary>
/// <param name="Pid">The kernel's number, which is used again some time.</param>
/// <param name="StartTime">In clock ticks since boot, field 22 of <c>/proc/PID/stat</c>.</param>
internal readonly record struct ProcessId(int Pid, long StartTime);
