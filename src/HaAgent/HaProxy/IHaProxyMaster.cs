namespace Actors.HaAgent.HaProxy;

/// <summary>HAProxy's master, which this agent starts and ends, or something else does (<c>HaProxy:Start</c>).</summary>
public interface IHaProxyMaster
{
    /// <summary>
    /// Whether one that has come to run has the live file: where the agent has not started it, it may have an earlier one.
    /// </summary>
    bool StartsOnLiveFile { get; }

    /// <summary>The one that runs already with our sockets; null where none does.</summary>
    Task<MasterRun?> FindAsync(CancellationToken cancellationToken);

    /// <summary>Has one run: the one that runs or starts already, else a new one. Null where none does.</summary>
    Task<MasterRun?> StartAsync(CancellationToken cancellationToken);

    /// <summary>What is wrong where none came to run, or where its worker does not answer.</summary>
    ApplyFailure WhyNotStarted();

    /// <summary>Completes when it has ended.</summary>
    Task WaitForExitAsync(MasterRun run, CancellationToken cancellationToken);

    /// <summary>Lets it finish its requests, then ends it.</summary>
    Task StopAsync();

    /// <summary>Ends one at once that does not answer, so that another may take its place.</summary>
    Task AbandonAsync(MasterRun run);

    /// <summary>The memory of an old worker, in bytes; 0 where it is gone.</summary>
    Task<long> BytesOfAsync(int worker, CancellationToken cancellationToken);

    /// <summary>Ends an old worker.</summary>
    Task EndWorkerAsync(int worker, CancellationToken cancellationToken);

    /// <summary>Where what it prints ends now; <see cref="LogSince"/> gives what comes after.</summary>
    long MarkLog();

    /// <summary>What it has printed since the mark, where that can be read.</summary>
    string LogSince(long mark);
}
