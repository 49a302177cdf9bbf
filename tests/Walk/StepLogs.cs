namespace Actors.Walk;

/// <summary>The nodes' logs, cut where a step begins: each step keeps what was logged in it.</summary>
internal sealed class StepLogs(IWalkedSystem system)
{
    private readonly Dictionary<string, int> _lengths = new(StringComparer.Ordinal);

    /// <summary>What a node has logged since <see cref="CutAsync"/>.</summary>
    public async Task<string> OfAsync(string node, CancellationToken cancellationToken)
    {
        var all = await system.LogAsync(node, cancellationToken);
        // A shorter one is a new one.
        return _lengths.TryGetValue(node, out var before) && before <= all.Length ? all[before..] : all;
    }

    /// <summary>A step begins in the system that the last one has left.</summary>
    public async Task CutAsync(IEnumerable<string> nodes, CancellationToken cancellationToken)
    {
        foreach (var node in nodes)
        {
            _lengths[node] = (await system.LogAsync(node, cancellationToken)).Length;
        }
    }

    /// <summary>A step begins with a new system.</summary>
    public void Forget() => _lengths.Clear();
}
