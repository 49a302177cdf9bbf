namespace Actors.Bench.Systems;

/// <summary>A balancer with its web nodes, as real processes on loopback. Nodes go by number.</summary>
internal interface IBalancedSystem : IAsyncDisposable
{
    string Name { get; }

    /// <summary>Where users come in.</summary>
    int HttpPort { get; }

    /// <summary>Starts the balancer and whatever it needs, without web nodes.</summary>
    Task StartAsync();

    /// <summary>Starts a web node, for the first time or again; does not wait for it.</summary>
    Arrival AddWeb(int number);

    /// <summary>Starts many web nodes, as the system's own way of doing so is; back once the last one has been started.</summary>
    async Task<IReadOnlyList<Arrival>> AddWebsAsync(IReadOnlyList<int> numbers) => [.. numbers.Select(AddWeb)];

    /// <summary>Asks a web node to stop, as an operator does, and waits until it has ended.</summary>
    Task StopWebAsync(int number);

    /// <summary>SIGKILL to every process of a web node at once; the moment at which its port was closed.</summary>
    Task<long> KillWebAsync(int number);

    /// <summary>The app of a web node stands still (SIGSTOP): connections are taken, and nothing is answered.</summary>
    Task PauseWebAsync(int number);

    /// <summary>It goes on.</summary>
    Task ResumeWebAsync(int number);

    /// <summary>Whether something beside the proxy tells it of changes.</summary>
    bool HasAgent => true;

    /// <summary>SIGKILL to what tells HAProxy of changes; back once it runs again.</summary>
    Task KillAgentAsync();

    /// <summary>SIGKILL to the HAProxy process that serves; back once it is gone.</summary>
    Task KillWorkerAsync();

    /// <summary>Takes a node out of service while its app runs on, or puts it back; does not wait for HAProxy.</summary>
    Task SetServingAsync(int number, bool serving);

    /// <summary>The node's name: the answers' <c>host</c>, and its server in HAProxy.</summary>
    string HostOf(int number);

    /// <summary>HAProxy's servers with their status, such as UP, DOWN, DRAIN.</summary>
    Task<Dictionary<string, string>> ServersAsync();

    /// <summary>How often HAProxy has been reloaded or started again since the start.</summary>
    Task<int> ReloadsAsync();

    /// <summary>
    /// For each change so far that the balancer itself tells of: the milliseconds from the first event of it that reached the
    /// balancer's agent until HAProxy had it, read back; the oldest first.
    /// </summary>
    Task<IReadOnlyList<double>> ChangeTimesAsync();

    /// <summary>What the web nodes have noted, in the order of each node.</summary>
    IReadOnlyCollection<JournalLine> Journal();

    /// <summary>Its processes at this moment, each with a name that says what it is.</summary>
    Task<IReadOnlyList<NamedProcess>> ProcessesAsync();

    /// <summary>The last lines of each log, for a run that fails.</summary>
    string Tail();
}

/// <summary>A web node that has been started.</summary>
/// <param name="SpawnedAt">When, as a timestamp.</param>
/// <param name="ListeningAt">When its port listened.</param>
internal sealed record Arrival(long SpawnedAt, Task<long> ListeningAt);

/// <summary>A request that a web node began to handle.</summary>
internal sealed record JournalLine(string Method, string Id, string Host);

/// <summary>A process.</summary>
internal sealed record NamedProcess(string Name, int Pid);
