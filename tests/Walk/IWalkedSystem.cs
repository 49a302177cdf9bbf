using Actors.Cli.Client;

namespace Actors.Walk;

/// <summary>
/// The system that is walked through, as processes or as containers. Its nodes are <c>seed-1</c>, <c>ha</c>, <c>s1</c>, <c>s2</c> and so
/// on.
/// </summary>
internal interface IWalkedSystem
{
    /// <summary>What the nodes are: processes, containers.</summary>
    string Kind { get; }

    /// <summary>Where users find the service.</summary>
    Uri Service { get; }

    /// <summary>HAProxy's stats page.</summary>
    Uri Stats { get; }

    /// <summary>A new system: nothing runs, and nothing is remembered.</summary>
    Task BeginAsync(CancellationToken cancellationToken);

    /// <summary>Starts a node, new or again; back at once.</summary>
    Task StartAsync(string node, CancellationToken cancellationToken);

    /// <summary>Asks a node to end; back once it has.</summary>
    Task StopAsync(string node, CancellationToken cancellationToken);

    /// <summary>Ends a node without asking it.</summary>
    Task KillAsync(string node, CancellationToken cancellationToken);

    /// <summary>Ends HAProxy without asking it.</summary>
    Task KillHaProxyAsync(CancellationToken cancellationToken);

    /// <summary>Ends the agent without asking it. Who supervises it starts it again.</summary>
    Task KillAgentAsync(CancellationToken cancellationToken);

    /// <summary>The agent, to be asked; to be disposed of.</summary>
    Task<AgentClient> AgentAsync(CancellationToken cancellationToken);

    /// <summary>HAProxy's configuration file.</summary>
    Task<string> ConfigAsync(CancellationToken cancellationToken);

    /// <summary>The node files, listed and printed, see <see cref="Observing.NodeFolder"/>.</summary>
    Task<string> NodeFilesAsync(CancellationToken cancellationToken);

    /// <summary>All that a node has logged since <see cref="BeginAsync"/>.</summary>
    Task<string> LogAsync(string node, CancellationToken cancellationToken);

    /// <summary>What runs.</summary>
    Task<string> ProcessesAsync(CancellationToken cancellationToken);

    /// <summary>Everything that is known of how a node runs, as JSON.</summary>
    Task<string> InspectAsync(string node, CancellationToken cancellationToken);

    /// <summary>
    /// Runs HAProxy once more, with another configuration that listens on a port of its own; back once it has been started.
    /// </summary>
    /// <param name="config">Makes the configuration from a port to listen on.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<Uri> RunHaProxyAsync(Func<string, string> config, CancellationToken cancellationToken);

    /// <summary>Leaves nothing behind. Not to be interrupted; whatever it waits for has a bound.</summary>
    Task EndAsync();
}
