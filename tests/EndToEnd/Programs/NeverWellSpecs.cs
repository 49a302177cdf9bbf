using System.Text.Json;

namespace Actors.EndToEnd.Programs;

/// <summary>A program that never gets well says why: in its node's log, at <c>/health/ready</c>, and to the agents.</summary>
[Collection(ProgramsSystem.Name)]
public sealed class NeverWellSpecs(ProgramsSystem shared)
{
    private const string Silent =
        "import os, socket, time; s = socket.create_server(('127.0.0.1', int(os.environ['PORT']))); time.sleep(1000)";

    [Theory]
    [InlineData("another port", "does not answer: Connection refused")]
    [InlineData("no such path", "/healthz answered 404")]
    [InlineData("a redirection", "/moved answered 301")]
    [InlineData("loopback only", "does not answer: Connection refused")]
    [InlineData("silent", "has not answered within 2 s")]
    public async Task It_says_why(string mistake, string reason)
    {
        var system = await shared.BeginAsync(webs: 0);
        var (port, folder) = (Ports.Free(), Path.Combine(system.Folder, "program-1"));
        Directory.CreateDirectory(Path.Combine(folder, "moved"));
        string[] server = ["python3", "-m", "http.server", "--bind", "127.0.0.1", "--directory", folder, $"{port}"];
        (string[] Command, string[] Settings) wrong = mistake switch
        {
            "another port" => ([.. server[..^1], $"{Ports.Free()}"], []),
            "no such path" => (server, ["--Web:HealthPath=/healthz"]),
            "a redirection" => (server, ["--Web:HealthPath=/moved"]),
            "loopback only" => (server, ["--Node:Host=127.0.0.2"]),
            _ => (["python3", "-c", Silent], []),
        };

        var node = ProgramNode.Start(system, 1, folder, port, isGateOpen: true, wrong.Command, wrong.Settings);

        await Eventually.BecomesAsync(
            "the log says why", system.Tail,
            () => Task.FromResult((Said(node).Any(line => line.Contains(reason, StringComparison.Ordinal)), "")));
        await Eventually.BecomesAsync("its health says why", system.Tail, async () =>
            await system.AskAsync(HttpMethod.Get, "web-1", "/health/ready") is { Status: 503 } answer
                && answer.Body.Contains(reason, StringComparison.Ordinal)
                ? (true, "")
                : (false, "another reason, or none"));
        // Ten checks a second find the same: it is news once.
        Assert.Single(Said(node), line => line.Contains(reason, StringComparison.Ordinal));
        await UntilAsync(system, "the agent has web-1 as waiting", nodes => nodes.Any(one =>
            one.GetProperty("name").GetString() == "web-1"
                && one.GetProperty("source").GetString() == "report"
                && one.GetProperty("why").GetString()!.Contains(reason, StringComparison.Ordinal)));
        // It claims nothing: neither the cluster nor HAProxy has it.
        Assert.DoesNotContain("web-1", await system.MembersAsync("ha-1"));
        Assert.DoesNotContain("web-1", (await system.Ha1.ServersAsync()).Keys);

        Assert.Equal(0, await node.Process.StopAsync());
    }

    [Fact]
    public async Task Once_it_is_well_it_waits_no_more()
    {
        var system = await shared.BeginAsync(webs: 0);
        var node = ProgramNode.Start(system, "python3", 1, isGateOpen: false);
        await UntilAsync(
            system, "the agent has web-1 as waiting",
            nodes => nodes.Any(one => one.GetProperty("name").GetString() == "web-1" && one.GetProperty("source").GetString() == "report"));

        node.OpenGate();

        await system.UntilServedByAsync(1);
        await UntilAsync(
            system, "web-1 is known from the cluster, once",
            nodes =>
                nodes.Select(one => (one.GetProperty("name").GetString(), one.GetProperty("source").GetString()))
                    .SequenceEqual([("web-1", "membership")]));
        await node.UntilLoggedAsync(system, "web-1 is ready.");
        await system.UntilStatusAsync("no node waits", status => status.GetProperty("waiting").GetArrayLength() == 0);
    }

    private static Task UntilAsync(LocalSystem system, string what, Func<JsonElement[], bool> isSo) =>
        Eventually.BecomesAsync(what, system.Tail, async () =>
        (await system.AskAsync(HttpMethod.Get, "ha-1", "/api/nodes")) is var answer && isSo([.. answer.Json.EnumerateArray()])
            ? (true, "")
            : (false, answer.Body));

    private static IEnumerable<string> Said(ProgramNode node) =>
        node.Log.Split('\n').Where(line => line.Contains("web-1 is not ready and gets no traffic", StringComparison.Ordinal));
}
