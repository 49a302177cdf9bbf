namespace Actors.Bench.Peers;

/// <summary>A peer whose operator keeps the list of its servers: each change is a new list, which the proxy is made to take over.</summary>
internal abstract class ListedPeer(string name) : Peer(name)
{
    private readonly SemaphoreSlim _operator = new(1);
    private int _changes;

    /// <summary>The servers that the proxy has.</summary>
    protected IReadOnlyList<PeerNode> Listed { get; private set; } = [];

    public override Task<int> ReloadsAsync() => Task.FromResult(_changes);

    /// <summary>Makes the proxy take a list over; back once it has it.</summary>
    protected abstract Task ApplyAsync(IReadOnlyList<PeerNode> nodes);

    // Also one that is on the list still: it died, and is there again.
    protected override Task EnlistAsync(PeerNode node) => ChangeAsync(listed => [.. listed.Where(other => other != node), node]);

    protected override Task LeaveAsync(PeerNode node) => ChangeAsync(listed => [.. listed.Where(other => other != node)]);

    private async Task ChangeAsync(Func<IReadOnlyList<PeerNode>, IReadOnlyList<PeerNode>> change)
    {
        await _operator.WaitAsync();
        try
        {
            var nodes = change(Listed);
            await ApplyAsync(nodes);
            Listed = nodes;
            _changes++;
        }
        finally
        {
            _operator.Release();
        }
    }
}
