using System.Globalization;
using Actors.Cli.Client;
using Actors.Dev.Nodes;
using Actors.Dev.Processes;
using Actors.Dev.State;
using Actors.Walk.Observing;

namespace Actors.Walk.Systems;

/// <summary>Local processes, in a folder and on ports of their own: a system that <c>up</c> has started is not touched.</summary>
/// <param name="system">Over that folder.</param>
/// <param name="haProxy">Path of HAProxy.</param>
internal sealed class WalkedProcesses(LocalSystem system, string haProxy) : IWalkedSystem
{
    /// <summary>The second HAProxy's folder; named as a node's is, so that the sweep at the end finds it.</summary>
    private const string Second = "second";

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private readonly Ending _ending = new(system);
    private readonly IReadOnlyList<int> _ports = PortChooser.OnThisMachine.Choose(2, PortChooser.BlockOf(system.Folder.Run), []);
    private RunState? _state;

    public string Kind => "processes";

    public Uri Service => State.Service;

    public Uri Stats => State.Stats;

    private RunState State => _state ?? throw new InvalidOperationException("it has not begun");

    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        // Whom nobody will ask any more need not leave in good order.
        await Task.WhenAll((_state?.Nodes ?? []).Select(node => _ending.KillAsync(node, cancellationToken)));
        await EndAsync();
        cancellationToken.ThrowIfCancellationRequested();
        _state = new Launching(system, PortChooser.OnThisMachine).Prepare(
            new UpRequest(0, _ports[0], _ports[1], HaProxy: haProxy, Ha: "ha"), haProxy);
        foreach (var old in Directory.GetFiles(system.Folder.Logs))
        {
            File.Delete(old);
        }

        system.Save(_state);
    }

    public Task StartAsync(string node, CancellationToken cancellationToken)
    {
        var record = State.Find(node) ?? system.NewWebs(State, [node]).Single();
        _state = system.Start(State, record);
        return Task.CompletedTask;
    }

    public async Task StopAsync(string node, CancellationToken cancellationToken)
    {
        if (await _ending.StopAsync(Node(node), escalate: false, cancellationToken) == EndResult.StillRuns)
        {
            throw new CommandFailed(ExitCode.Failed, $"{node} still runs {Ending.Graceful.TotalSeconds:0} s after SIGTERM.");
        }

        Remember(node, "stopped");
    }

    public async Task KillAsync(string node, CancellationToken cancellationToken)
    {
        await _ending.KillAsync(Node(node), cancellationToken);
        Remember(node, "killed");
    }

    public async Task KillHaProxyAsync(CancellationToken cancellationToken)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(State.RuntimePath, "haproxy.pid"), cancellationToken);
        if (ProcFs.Identify(int.Parse(text, NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture)) is { } haproxy)
        {
            Signals.Send(haproxy, Signals.Kill);
        }
    }

    /// <summary>Nobody supervises the agent of a local system: it is started again from here.</summary>
    public async Task KillAgentAsync(CancellationToken cancellationToken)
    {
        await KillAsync(State.Ha.Name, cancellationToken);
        await StartAsync(State.Ha.Name, cancellationToken);
    }

    public Task<AgentClient> AgentAsync(CancellationToken cancellationToken) => Task.FromResult(new AgentClient(new AgentTarget(
        new Uri($"http://127.0.0.1:{State.Ha.ManagementPort}/"),
        AgentToken.Find(null, static _ => null, LocalNodes.TokenFile(system.Folder, State.Ha)))));

    public Task<string> ConfigAsync(CancellationToken cancellationToken) =>
        ReadAsync(NodeLaunch.ConfigPath(system.Folder, State.Ha), cancellationToken);

    public async Task<string> NodeFilesAsync(CancellationToken cancellationToken) =>
        (await Shell.RunAsync(
            ["/bin/sh", "-c", NodeFolder.Script],
            Bound,
            cancellationToken,
            folder: NodeLaunch.NodesPath(system.Folder, State.Ha))).Text + "\n";

    public Task<string> LogAsync(string node, CancellationToken cancellationToken) =>
        ReadAsync(system.Folder.LogOf(node), cancellationToken);

    public async Task<string> ProcessesAsync(CancellationToken cancellationToken) =>
        ProcessEvidence.Of(await LocalSystem.ReportAsync(State, cancellationToken), OurProcesses.Find(system.Folder));

    public Task<string> InspectAsync(string node, CancellationToken cancellationToken) => Task.FromResult(ProcessEvidence.Of(Node(node)));

    public Task<Uri> RunHaProxyAsync(Func<string, string> config, CancellationToken cancellationToken)
    {
        var file = Path.Combine(system.Folder.HomeOf(Second), "haproxy.cfg");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var port = PortChooser.OnThisMachine.Choose(
            1, PortChooser.BlockOf(system.Folder.Run), [.. State.Nodes.SelectMany(node => node.Ports), .. _ports])[0];
        File.WriteAllText(file, config($"127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}"));
        Spawner.Start(new SpawnRequest(
            haProxy,
            ["-db", "-f", file],
            new Dictionary<string, string?> { [OurProcesses.Variable] = system.Folder.Run },
            system.Folder.LogOf(Second)));
        return Task.FromResult(new Uri($"http://127.0.0.1:{port}/"));
    }

    public async Task EndAsync()
    {
        var left = await _ending.StopAllAsync(_state, static (_, _) => { });
        if (left.Count > 0)
        {
            throw new CommandFailed(
                ExitCode.Failed, $"still there after SIGKILL: {Listing.Of(left.Select(process => $"pid {process.Pid}"))}.");
        }

        system.Forget(_state);
        _state = null;
    }

    private static async Task<string> ReadAsync(string path, CancellationToken cancellationToken) =>
        File.Exists(path) ? await File.ReadAllTextAsync(path, cancellationToken) : "";

    private NodeRecord Node(string name) => LocalSystem.Named(State, name);

    private void Remember(string node, string end)
    {
        _state = State.With(Node(node) with { Process = null, End = end });
        system.Save(_state);
    }
}
