namespace Actors.Harness;

/// <summary>
/// How many processes of nodes the tests of this process may have at a time: more of them only take the processors from each other,
/// and what waits for them runs out of patience. A system enters with all that it will ever have, so that two that are half started never
/// wait for each other; a test therefore has no second system of its own beside one that it shares.
/// </summary>
public static class NodeGate
{
    /// <summary>A system that needs more enters alone.</summary>
    public static readonly int Most = 16 * Environment.ProcessorCount;

    private static readonly Lock Guard = new();
    private static readonly Queue<(int Nodes, TaskCompletionSource Entered)> Waiting = new();
    private static int _inside;

    /// <summary>Waits, in turn, until there is room for so many; they leave as the result is disposed of.</summary>
    public static async Task<IDisposable> EnterAsync(int nodes)
    {
        var place = new Place(Math.Min(nodes, Most));
        TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (Guard)
        {
            Waiting.Enqueue((place.Nodes, entered));
            LetIn();
        }

        await entered.Task;
        return place;
    }

    private static void LetIn()
    {
        while (Waiting.TryPeek(out var first) && _inside + first.Nodes <= Most)
        {
            _inside += Waiting.Dequeue().Nodes;
            first.Entered.SetResult();
        }
    }

    private sealed class Place(int nodes) : IDisposable
    {
        private int _left;

        public int Nodes => nodes;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                lock (Guard)
                {
                    _inside -= nodes;
                    LetIn();
                }
            }
        }
    }
}
