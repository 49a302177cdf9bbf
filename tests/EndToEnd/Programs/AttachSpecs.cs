using System.Net.Sockets;

namespace Actors.EndToEnd.Programs;

/// <summary>Programs that run already, which their nodes neither start nor end.</summary>
[Collection(ProgramEndsSystem.Name)]
public sealed class AttachSpecs(ProgramEndsSystem shared)
{
    private const int MostConnections = 4;

    /// <summary>What one python3 can answer beside other tests: while the other is ill it gets all, and what waits times out.</summary>
    private const int PerSecond = 20;

    [Fact]
    public async Task An_HTTP_program_is_served_while_it_is_well_and_outlives_its_node_which_loses_no_request()
    {
        var system = await shared.BeginAsync(webs: 0);
        var first = new Attached(system, "python3", 1, "--Web:HealthPath=/healthz", $"--Web:MaxConnections={MostConnections}");
        var second = new Attached(system, "python3", 2, "--Web:HealthPath=/healthz", $"--Web:MaxConnections={MostConnections}");
        first.Run();
        first.SayWell();
        var stays = first.Attach();
        var leaves = second.Attach();
        await system.UntilServedByAsync(1);
        await second.UntilItWaitsAsync(leaves);
        await second.UntilHealthAsync(isReady: false);
        Assert.DoesNotContain("web-2", await system.MembersAsync("ha-1"));

        second.Run();
        second.SayWell();
        await system.UntilServedByAsync(1, 2);
        await using var whileIll = new SteadyTraffic(system, perSecond: PerSecond);

        second.SayIll();
        await system.UntilServedByAsync(1);
        await system.UntilListedAsync(1, 2);
        second.SayWell();
        await system.UntilServedByAsync(1, 2);
        await whileIll.AssertNothingLostAsync();

        await using var whileKilled = new SteadyTraffic(system, perSecond: PerSecond);
        await second.Program.KillAsync();
        await system.UntilServedByAsync(1);
        await second.UntilHealthAsync(isReady: false);
        second.Run();
        await system.UntilServedByAsync(1, 2);
        // No more than were being answered: a response that has begun cannot be asked for again.
        Assert.InRange((await whileKilled.EndAsync()).Lost.Count, 0, MostConnections);

        await using var traffic = new SteadyTraffic(system, perSecond: PerSecond);
        Assert.Equal(0, await leaves.StopAsync());
        await system.UntilListedAsync(1);
        await traffic.AssertNothingLostAsync();
        Assert.Contains("web-2 has been removed by ha-1", await File.ReadAllTextAsync(leaves.Log), StringComparison.Ordinal);
        Assert.False(second.Program.HasExited, "the program has ended with its node");
        Assert.True(await second.TakesConnectionAsync(), "the program serves no more");
        Assert.False(stays.HasExited, "the other node has ended");
    }

    [Fact]
    public async Task A_TCP_program_is_asked_by_a_connection_and_left_alone()
    {
        var system = await shared.BeginAsync(webs: 0, agents: 0);
        var redis = new Attached(system, "redis-server", 1, "--Web:Protocol=tcp", "--Web:Service=cache");
        var node = redis.Attach();
        await redis.UntilItWaitsAsync(node);
        await redis.UntilHealthAsync(isReady: false);

        redis.Run();
        await redis.UntilHealthAsync(isReady: true);
        await system.UntilOneClusterAsync("seed-1", "web-1");
        await redis.Program.KillAsync();
        await redis.UntilHealthAsync(isReady: false);
        redis.Run();
        await redis.UntilHealthAsync(isReady: true);
        await system.UntilOneClusterAsync("seed-1", "web-1");

        Assert.Equal(0, await node.StopAsync());
        Assert.False(redis.Program.HasExited, "Redis has ended with its node");
        Assert.True(await redis.TakesConnectionAsync(), "Redis serves no more");
    }

    [Fact]
    public async Task A_name_that_leads_nowhere_is_said_once_and_waited_for()
    {
        var system = await shared.BeginAsync(webs: 0, agents: 0);
        const string Said = "Web:Attach = no-such-name.invalid:80: the name no-such-name.invalid leads to no address";
        var node = system.StartWeb(1, "--Web:Port=80", "--attach", "no-such-name.invalid:80");
        string Log() => File.ReadAllText(node.Log);

        await Eventually.BecomesAsync(
            "it says so", system.Tail, () => Task.FromResult((Log().Contains(Said, StringComparison.Ordinal), "")));
        await Eventually.BecomesAsync(
            "its health says so", system.Tail,
            async () => (
                (await system.AskAsync(HttpMethod.Get, "web-1", "/health/ready")).Body.Contains(Said, StringComparison.Ordinal), ""));

        Assert.Equal(0, await node.StopAsync());
        Assert.Single(Log().Split('\n'), line => line.Contains("gets no traffic: " + Said, StringComparison.Ordinal));
    }

    /// <summary>A program, and the node that is to be attached to it: whichever is started first.</summary>
    private sealed class Attached(LocalSystem system, string program, int number, params string[] settings)
    {
        private readonly string _folder = Path.Combine(system.Folder, $"attached-{number}");
        private readonly int _port = Ports.Free();
        private NodeProcess? _program;

        public NodeProcess Program => _program!;

        public void Run() => _program = system.StartOther(
            $"program-{number}", ForeignProgram.Prepare(program, _folder, $"web-{number}", _port));

        public NodeProcess Attach() => system.StartWeb(number, [$"--Web:Port={_port}", "--attach", $"127.0.0.1:{_port}", .. settings]);

        public void SayWell() => File.WriteAllText(Path.Combine(_folder, "healthz"), "well");

        public void SayIll() => File.Delete(Path.Combine(_folder, "healthz"));

        public async Task<bool> TakesConnectionAsync()
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", _port);
            return client.Connected;
        }

        // Its health is not ready from the first moment on: only its log shows that it has asked the program.
        public Task UntilItWaitsAsync(NodeProcess node) =>
            Eventually.BecomesAsync($"web-{number} waits for its program", system.Tail, () => Task.FromResult((
                ((string[])[$":{_port} does not answer", "Application started"]).All(File.ReadAllText(node.Log).Contains), "")));

        public Task UntilHealthAsync(bool isReady) =>
            Eventually.BecomesAsync($"web-{number} is {(isReady ? "" : "not ")}ready", system.Tail, async () =>
                (await system.AskAsync(HttpMethod.Get, $"web-{number}", "/health/ready")).Status is var status
                    && status == (isReady ? 200 : 503)
                    ? (true, "")
                    : (false, $"{status}"));
    }
}
