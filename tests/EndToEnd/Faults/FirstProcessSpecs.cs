using System.Net;
using Actors.EndToEnd.Programs;
using Actors.Harness.Networks;

namespace Actors.EndToEnd.Faults;

/// <summary>A web node that is process 1, as in a container: what its program leaves behind is handed to it.</summary>
[Trait("Tier", "Long")]
[Trait("Needs", "Root")]
public sealed class FirstProcessSpecs
{
    private const int Orphans = 3;

    [Fact]
    public async Task It_reaps_what_is_handed_to_it()
    {
        await using var system = await Systems.OpenAsync(nodes: 2, network: new OwnProcessNumbers("web-1"));
        system.StartSeed();
        // Each orphan's parent ends at once.
        string[] command = [
            "sh", "-c",
            $"for i in $(seq {Orphans}); do ( ( sleep 0.1; echo an orphan ends ) & ); done; exec python3 -m http.server --bind 127.0.0.1 "
                + "$PORT"];
        var node = ProgramNode.Start(system, 1, Path.Combine(system.Folder, "program-1"), Ports.Free(), isGateOpen: true, command, []);
        await system.UntilOneClusterAsync("seed-1", "web-1");
        // The log also has the command itself, which holds these words too.
        await Eventually.BecomesAsync(
            "the orphans end", system.Tail, () => Task.FromResult((node.Log.Split("] an orphan ends").Length - 1 == Orphans, "")));
        var first = Assert.Single(ProcessGroup.ChildrenOf(node.Process.Id));

        // The program, and who watches over it; a child that nobody has asked after would count.
        await Eventually.BecomesAsync("two children are left", system.Tail, () =>
            Task.FromResult((ProcessGroup.ChildrenOf(first).Count == 2, string.Join(' ', ProcessGroup.ChildrenOf(first)))));

        await Signals.SendAsync("TERM", first);
        Assert.Equal(0, await node.Process.ExitAsync());
    }

    /// <summary>Loopback, with one node in a process namespace of its own.</summary>
    private sealed class OwnProcessNumbers(string first) : INetwork
    {
        public string AddressOf(string node) => Loopback.Instance.AddressOf(node);

        public int RemotingPortOf(string node) => Loopback.Instance.RemotingPortOf(node);

        public IReadOnlyList<string> RunAt(string node) =>
            node == first ? ["unshare", "--pid", "--fork", "--mount-proc", "--kill-child"] : [];

        public ValueTask<Stream> ConnectAsync(string? node, DnsEndPoint endPoint, CancellationToken cancellationToken) =>
            Loopback.Instance.ConnectAsync(node, endPoint, cancellationToken);
    }
}
