namespace Actors.Clustering.Resources;

/// <summary>
/// What a program is going to use alone: ports, folders and files. It is taken before anything of the program starts, so that the
/// second of two on one resource ends with a line that names the first, and disturbs it in nothing (docs/adr/0031).
/// </summary>
public sealed class StartClaims(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);
    private readonly List<PortClaim> _ports = [];
    private readonly List<FolderClaim> _folders = [];
    private readonly List<IDisposable> _locks = [];

    /// <summary>Adds a port; port 0 is any that is free, and no claim.</summary>
    public void Add(PortClaim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        if (claim.Address.Port > 0)
        {
            _ports.Add(claim);
        }
    }

    /// <summary>Adds a folder or file; an empty path is none.</summary>
    public void Add(FolderClaim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        if (claim.Path.Length > 0)
        {
            _folders.Add(claim);
        }
    }

    /// <summary>Takes the folders, and looks whether every port is free.</summary>
    /// <returns>What the program can go on without, as sentences for its log.</returns>
    /// <exception cref="StartFaultException">Something is taken, or cannot be had.</exception>
    public async Task<IReadOnlyList<string>> TakeAsync(CancellationToken cancellationToken)
    {
        var taken = _folders.DistinctBy(claim => Path.TrimEndingDirectorySeparator(Path.GetFullPath(claim.Path)), StringComparer.Ordinal)
            .Select(claim => (Claim: claim, Result: claim.Take())).ToList();
        _locks.AddRange(taken.Select(one => one.Result.Lock).OfType<IDisposable>());
        var faults = taken.Where(one => one.Result.Fault is not null).ToLookup(
            one => one.Claim.IsNeeded || one.Result.Fault!.ExitCode == StartFault.Taken, one => one.Result.Fault!);
        var ports = await TryPortsAsync(cancellationToken);
        StartFault[] all = [.. faults[true], .. ports];
        if (all.Length > 0)
        {
            Dispose();
            throw new StartFaultException(all);
        }

        return [.. faults[false].Select(fault => fault.Message)];
    }

    /// <summary>Releases the folders.</summary>
    public void Dispose()
    {
        foreach (var one in _locks)
        {
            one.Dispose();
        }

        _locks.Clear();
    }

    private async Task<IReadOnlyList<StartFault>> TryPortsAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var faults = _ports.Select(claim => (Claim: claim, Fault: claim.Try())).Where(one => one.Fault is not null).ToList();
            if (!faults.Any(one => one.Fault!.ExitCode == StartFault.Taken && time.GetElapsedTime(started) < one.Claim.Patience))
            {
                return [.. faults.Select(one => one.Fault!)];
            }

            await Task.Delay(LookEvery, time, cancellationToken);
        }
    }
}
