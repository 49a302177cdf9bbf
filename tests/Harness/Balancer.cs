using System.Globalization;
using Actors.Harness.Networks;

namespace Actors.Harness;

/// <summary>One agent with its HAProxy, from outside: its ports, files and sockets.</summary>
/// <param name="name">The agent's name.</param>
/// <param name="folder">Where it keeps everything; short, since a socket's path is limited.</param>
/// <param name="network">Where it is.</param>
public sealed class Balancer(string name, string folder, INetwork network)
{
    public string Name => name;

    /// <summary>Where users find the service.</summary>
    public Uri Url => new($"http://{network.HostOf(name)}:{HttpPort}/");

    public int HttpPort { get; } = Ports.Free();

    public int StatsPort { get; } = Ports.Free();

    public string ConfigPath => Path.Combine(folder, "haproxy.cfg");

    public string NodesPath => Path.Combine(folder, "nodes");

    private string RuntimePath => Path.Combine(folder, "run");

    internal string[] Settings =>
    [
        $"--Node:Port={network.RemotingPortOf(name)}", $"--Node:StatePath={Path.Combine(folder, name)}",
        $"--HaProxy:ConfigPath={ConfigPath}", $"--HaProxy:NodesPath={NodesPath}", $"--HaProxy:RuntimePath={RuntimePath}",
        $"--HaProxy:HttpBind={network.AddressOf(name)}", $"--HaProxy:HttpPort={HttpPort}", $"--HaProxy:StatsBind={network.AddressOf(name)}",
        $"--HaProxy:StatsPort={StatsPort}",
        // Many tests stop the only node of a service, and none of them waits for another; those of the hold give it.
        "--HaProxy:HoldLastLeave=0",
    ];

    /// <summary>The process id of HAProxy's master.</summary>
    /// <exception cref="IOException">There is none, or not yet.</exception>
    public int Pid() => FindPid() ?? throw new IOException($"HAProxy of {name} has written no process id yet");

    /// <summary>Whether its HAProxy runs; one that has ended and only awaits its parent does not.</summary>
    public bool Runs() => FindPid() is { } pid && ProcessGroup.Runs(pid);

    /// <summary>The process id of the worker that serves: another one after a reload.</summary>
    public async Task<int> WorkerPidAsync() =>
        int.Parse(
            (await AskAsync("show info")).Split('\n').First(line => line.StartsWith("Pid: ", StringComparison.Ordinal))["Pid: ".Length..],
            CultureInfo.InvariantCulture);

    /// <summary>The servers of the service <c>web</c>, by name.</summary>
    public async Task<IReadOnlyDictionary<string, SeenServer>> ServersAsync() =>
        HaProxyStatistics.ServersIn(await AskAsync("show stat web 4 -1"));

    // HAProxy makes the file anew, and writes the number into it later.
    private int? FindPid() =>
        Path.Combine(RuntimePath, "haproxy.pid") is var file && File.Exists(file)
            && int.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out var pid) ? pid : null;

    /// <summary>Asks HAProxy over its socket, as an operator would by hand.</summary>
    /// <exception cref="IOException">Nobody answers.</exception>
    public Task<string> AskAsync(string command) => StatsSocket.AskAsync(Path.Combine(RuntimePath, "stats.sock"), command, name);
}
