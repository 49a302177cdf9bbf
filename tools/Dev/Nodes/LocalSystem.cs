using Actors.Contracts.Api;
using Actors.Cli.Commands.Certificates;
using Actors.Cli.Views;
using Actors.Dev.Building;
using Actors.Dev.Cluster;
using Actors.Dev.Processes;
using Actors.Dev.State;
using Actors.Dev.Views;

namespace Actors.Dev.Nodes;

/// <summary>The nodes on this machine and what is known of them. Commands change what runs only through this.</summary>
internal sealed class LocalSystem(RunFolder folder, Output output, TimeProvider time)
{
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(90);

    private readonly RunStateFile _file = new(folder.State);

    /// <summary>The one that <c>up</c> starts.</summary>
    /// <param name="json">Whether only JSON may go to standard output.</param>
    public static LocalSystem OnThisMachine(bool json = false) => new(RunFolder.Find(), Output.ForConsole(json), TimeProvider.System);

    public RunFolder Folder => folder;

    public Output Output => output;

    public TimeProvider Time => time;

    /// <summary>For the nodes that run here.</summary>
    private CertificateFolder Certificates { get; } = new(folder.Certificates, time);

    public Publisher Publisher { get; } = new(folder, output, time);

    public static bool IsAlive(NodeRecord node) => node.Process is { } process && ProcFs.IsAlive(process);

    /// <summary>For commands that change what runs: one at a time.</summary>
    public Task<IDisposable> LockAsync(CancellationToken cancellationToken) =>
        FolderLock.TakeAsync(
            folder.Lock, LockPatience, () => output.Line("Waiting for another ./actors command to end ..."), time, cancellationToken);

    /// <summary>What was started, or null when nothing was.</summary>
    public RunState? Load() => _file.Read()?.OnBoot(ProcFs.BootId);

    /// <summary>Whether anything of what was started lives.</summary>
    public bool IsBusy => Load() is { } state && state.Nodes.Any(IsAlive);

    /// <summary>The build to publish into: nodes that run keep the one that they were started from.</summary>
    public string FreeBuild => IsBusy ? folder.TestBuild : folder.Build;

    /// <summary>What was started, of which at least one process lives; otherwise the command has nothing to be about.</summary>
    public RunState LoadRunning() =>
        Load() is { } state && state.Nodes.Any(IsAlive)
            ? state
            : throw NothingRuns();

    /// <summary>The node of that name, or an error that says which there are.</summary>
    public static NodeRecord Named(RunState? state, string name)
    {
        if (state is null)
        {
            throw NothingRuns();
        }

        string[] there = [.. state.Nodes.Select(node => node.Name)];
        return state.Find(name) ?? throw new CommandFailed(
            ExitCode.Unknown,
            $"'{name}' was not started by ./actors here.{NearestName.Hint(name, there)}",
            "Started here: " + string.Join(", ", there));
    }

    private static CommandFailed NothingRuns() => new(ExitCode.NothingRuns, "nothing runs here.", "Start it: ./actors up");

    public void Save(RunState state) => _file.Write(state);

    /// <summary>Nothing is left to remember.</summary>
    public void Forget(RunState? state)
    {
        if (state is not null)
        {
            RuntimePath.Forget(state.RuntimePath, folder);
        }

        _file.Delete();
    }

    /// <summary>Starts the node's process and remembers it.</summary>
    public RunState Start(RunState state, NodeRecord node)
    {
        if (state.IsEncrypted)
        {
            Certificates.Ensure(node.Name);
        }

        var process = Spawner.Start(NodeLaunch.For(node, state, folder, DotNet.Root));
        var started = state.With(node with { Process = process, End = null });
        Save(started);
        return started;
    }

    /// <summary>New web nodes' records, with free ports of their own.</summary>
    public IEnumerable<NodeRecord> NewWebs(RunState state, IReadOnlyCollection<string> names)
    {
        var ports = PortChooser.OnThisMachine.Choose(
            3 * names.Count,
            PortChooser.BlockOf(folder.Run),
            [.. state.Nodes.SelectMany(node => node.Ports), state.HttpPort, state.StatsPort]);
        return names.Select((name, index) =>
            new NodeRecord(name, NodeRole.Web, ports[3 * index], ports[(3 * index) + 1], ports[(3 * index) + 2]));
    }

    /// <summary>What all sources together say right now.</summary>
    public static async Task<SystemReport> ReportAsync(RunState state, CancellationToken cancellationToken)
    {
        var cluster = NodeClient.ClusterAsync(state.Nodes.Where(IsAlive), cancellationToken);
        var agent = IsAlive(state.Ha) ? NodeClient.AgentAsync(state.Ha, cancellationToken) : Task.FromResult<AgentStatus?>(null);
        var nodes = IsAlive(state.Ha) ? await NodeClient.NodesAsync(state.Ha, cancellationToken) : null;
        return SystemReport.From(state, IsAlive, await cluster, await agent, nodes);
    }
}
