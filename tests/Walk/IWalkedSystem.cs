using Actors.Cli.Client;

namespace Actors.Walk;

/// <summary>The system that is walked through, as processes or as containers. Its nodes are <c>seed-1</c>, <c>ha</c>, <c>s1</c>, <c>s2</c> and so on.</summary>
internal interface IWalkedSystem
{
    /// <summary>What the nodes are: processes, containers.</summary>
    string Kind { get; }

    /// <summary>Where users find the service.</summary>
    Uri Service { get; }

    /// <summary>HAProxy's stats page.</summary>
    Uri Stats { get; }

    /// <summary>A new system: nothing runs, and nothing is remembered.</summary>
    Task Begin(CancellationToken ct);

    /// <summary>Starts a node, new or again; back at once.</summary>
    Task Start(string node, CancellationToken ct);

    /// <summary>Asks a node to end; back once it has.</summary>
    Task Stop(string node, CancellationToken ct);

    /// <summary>Ends a node without asking it.</summary>
    Task Kill(string node, CancellationToken ct);

    /// <summary>Ends HAProxy without asking it.</summary>
    Task KillHaProxy(CancellationToken ct);

    /// <summary>Ends the agent without asking it. Who supervises it starts it again.</summary>
    Task KillAgent(CancellationToken ct);

    /// <summary>The agent, to be asked; to be disposed of.</summary>
    Task<AgentClient> Agent(CancellationToken ct);

    /// <summary>HAProxy's configuration file.</summary>
    Task<string> Config(CancellationToken ct);

    /// <summary>The node files, listed and printed, see <see cref="Observing.NodeFolder"/>.</summary>
    Task<string> NodeFiles(CancellationToken ct);

    /// <summary>All that a node has logged since <see cref="Begin"/>.</summary>
    Task<string> Log(string node, CancellationToken ct);

    /// <summary>What runs.</summary>
    Task<string> Processes(CancellationToken ct);

    /// <summary>Everything that is known of how a node runs, as JSON.</summary>
    Task<string> Inspect(string node, CancellationToken ct);

    /// <summary>Runs HAProxy once more, with another configuration that listens on a port of its own; back once it has been started.</summary>
    /// <param name="config">Makes the configuration from a port to listen on.</param>
    /// <param name="ct">Gives up.</param>
    Task<Uri> RunHaProxy(Func<string, string> config, CancellationToken ct);

    /// <summary>Leaves nothing behind. Not to be interrupted; whatever it waits for has a bound.</summary>
    Task End();
}
