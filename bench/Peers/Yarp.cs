using System.Net;
using Actors.Bench.Systems;
using Actors.Harness;

namespace Actors.Bench.Peers;

/// <summary>
/// YARP with its destinations in a configuration file that it follows, active and passive checks. The operator changes the file, waits
/// until YARP has it, and then stops the node.
/// </summary>
internal sealed class Yarp() : ListedPeer("yarp")
{
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly int _statesPort = Ports.Free();

    public override async Task StartAsync()
    {
        var config = Configure("yarp.json", []);
        Start(Name, SelfProgram.Command(YarpProgram.Command, config, Text(HttpPort), Text(_statesPort)));
        await ListeningPort.UntilAsync(new IPEndPoint(IPAddress.Loopback, HttpPort));
    }

    protected override async Task<IReadOnlyDictionary<string, string>> StatesAsync()
    {
        var available = await AvailableAsync();
        return Listed.Select(node => node.Host).Union(available).ToDictionary(host => host, host => available.Contains(host) ? Up : "DOWN");
    }

    protected override async Task ApplyAsync(IReadOnlyList<PeerNode> nodes)
    {
        Configure("yarp.json", nodes);
        var (added, removed) = (nodes.Except(Listed).ToList(), Listed.Except(nodes).ToList());
        await UntilAsync("the new configuration", async () =>
        {
            var available = await AvailableAsync();
            return added.TrueForAll(node => available.Contains(node.Host)) && !removed.Exists(node => available.Contains(node.Host));
        });
    }

    private async Task<IReadOnlyList<string>> AvailableAsync() =>
        (await Client.GetStringAsync(new Uri($"http://127.0.0.1:{_statesPort}{YarpProgram.StatesPath}")))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
