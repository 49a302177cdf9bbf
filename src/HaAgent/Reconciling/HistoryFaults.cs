using Actors.HaAgent.Events;

namespace Actors.HaAgent.Reconciling;

/// <summary>Reports, once, that the disk takes no rows of the history, and that it does again.</summary>
/// <param name="path">The file.</param>
/// <param name="events">Where operators see it.</param>
/// <param name="logger">The log.</param>
internal sealed class HistoryFaults(string path, IAgentEvents events, ILogger logger)
{
    private string? _fault;

    /// <summary>How it is now.</summary>
    /// <param name="fault">Why the disk takes no row; null where it does.</param>
    public void Report(string? fault)
    {
        if (Interlocked.Exchange(ref _fault, fault) == fault)
        {
            return;
        }

        if (fault is null)
        {
            logger.LogInformation("The history is on the disk again, in {Path}.", path);
        }
        else
        {
            logger.LogWarning(
                "The history cannot be written to {Path}: {Error}. Changes are made all the same; their rows are in memory until the disk "
                    + "takes them.", path, fault);
        }

        events.Publish(new HistoryFaulted(fault is null ? null : $"{path}: {fault}"));
    }
}
