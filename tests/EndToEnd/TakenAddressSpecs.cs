using System.Globalization;
using System.Text.Json;
using Xunit.Abstractions;

namespace Actors.EndToEnd;

/// <summary>
/// A node is killed and its address is at once another program's, whose answers pass HAProxy's check: the agent finds out who is there,
/// ahead of gossip, and clients get no more of them.
/// </summary>
public sealed class TakenAddressSpecs(ITestOutputHelper output)
{
    // Answers 200 to everything at the first port; whatever connects to a second one is taken and gets no answer. Each is taken as soon as
    // it is free.
    private const string Program = """
        import http.server, socket, sys, threading, time
        class Foreign(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'
            def do_GET(self):
                self.send_response(200); self.send_header('Content-Length', '7'); self.end_headers(); self.wfile.write(b'foreign')
            do_HEAD = do_GET
            def log_message(self, *words): pass
        def taken(port):
            while True:
                one = socket.socket()
                one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    one.bind(('127.0.0.1', port)); one.listen(128)
                    return one
                except OSError:
                    one.close(); time.sleep(0.001)
        def silent(port):
            one, kept = taken(port), []
            while True: kept.append(one.accept())
        for port in sys.argv[2:]: threading.Thread(target=silent, args=(int(port),), daemon=True).start()
        print('waits', flush=True)
        server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Foreign, bind_and_activate=False)
        server.socket.close(); server.socket = taken(int(sys.argv[1])); server.server_name, server.server_port = 'foreign', int(sys.argv[1])
        server.serve_forever()
        """;

    [Theory]
    [EachHaProxy("another program", "nothing listens on its port ")]
    [EachHaProxy("a node of another service", "node api-1 is at its address now")]
    [EachHaProxy("another program that has both ports", " on its port ")]
    public async Task Its_clients_are_sent_elsewhere_before_gossip_knows(string haProxy, string who, string why)
    {
        await using var system = await Systems.OpenAsync(nodes: 6, haProxy);
        var (remoting, web) = (Ports.Free(), Ports.Free());
        system.StartSeed();
        system.StartHa();
        system.StartWeb(1);
        var victim = system.StartWeb(2, $"--Node:Port={remoting}", $"--Web:Port={web}");
        await system.UntilOneClusterAsync("seed-1", "ha-1", "web-1", "web-2");
        await system.UntilServedByAsync(1, 2);
        await using var traffic = new SteadyTraffic(system)
        {
            Counts = text => text.Contains(
            "foreign", StringComparison.Ordinal) || text.Contains("api-1", StringComparison.Ordinal)
        };
        await traffic.UntilSentAsync(100);
        await StartSuccessorAsync(system, who, victim, remoting, web);

        await victim.KillAsync();
        await system.UntilStatusAsync(
            "web-2 is drained", status => Web2(status) is { ValueKind: JsonValueKind.Object } node && Text(node, "state") == "Drain");
        await system.UntilSettledAsync();
        var first = (await system.HistoryAsync()).EnumerateArray()
            .Last(change =>
            change.GetProperty("commands").EnumerateArray()
                .Any(command => command.GetString()!.Contains("web/web-2 state drain", StringComparison.Ordinal)));
        // What HAProxy had sent there before may be answered still.
        await traffic.UntilAllSentHaveEndedAsync();
        var wrong = traffic.Counted;
        await traffic.CoverAsync(500);
        output.WriteLine(
            $"{wrong} requests were answered by the wrong program until then, {traffic.Counted} in all; {Text(first, "trigger")}");

        Assert.StartsWith("web-2 is not at its address any more: ", Text(first, "trigger"), StringComparison.Ordinal);
        await Eventually.BecomesAsync(
            "the reason is said", system.Tail,
            async () =>
                await system.StatusAsync() is var status
                    && (Web2(status).ValueKind != JsonValueKind.Object || Text(Web2(status), "why").Contains(why, StringComparison.Ordinal))
                    ? (true, "")
                    : (false, status.GetRawText()));
        Assert.Equal(wrong, traffic.Counted);
        Assert.Contains("web-2 is not at akka", system.WholeLog("ha-1"), StringComparison.Ordinal);
    }

    private static async Task StartSuccessorAsync(LocalSystem system, string who, NodeProcess victim, int remoting, int web)
    {
        if (who == "a node of another service")
        {
            string[] command =
            [
                LocalSystem.Program("web"), "--Node:Name=api-1", "--Node:Host=127.0.0.1", $"--Node:Port={remoting}",
                $"--Node:Seeds={system.Seeds}", $"--Node:ManagementPort={Ports.Free()}",
                $"--Node:StatePath={Path.Combine(system.Folder, "api-1")}", $"--Web:Port={web}", "--Web:Service=api",
            ];
            system.StartOther(
                "api-1",
                ["sh", "-c", "dead=$1; shift; while kill -0 $dead 2>/dev/null; do sleep 0.002; done; exec \"$@\"", "sh", victim.Id.ToString(
                    CultureInfo.InvariantCulture), .. command]);
            return;
        }

        var program = Path.Combine(system.Folder, "foreign.py");
        await File.WriteAllTextAsync(program, Program);
        string[] silent = who == "another program" ? [] : [$"{remoting}"];
        var foreign = system.StartOther("foreign", ["python3", program, $"{web}", .. silent]);
        await Eventually.BecomesAsync(
            "the other program waits for the ports", system.Tail,
            async () => ((await File.ReadAllTextAsync(foreign.Log)).Contains("waits", StringComparison.Ordinal), ""));
    }

    private static JsonElement Web2(JsonElement status) =>
        status.GetProperty("nodes").EnumerateArray().FirstOrDefault(node => Text(node, "name") == "web-2");

    private static string Text(JsonElement element, string property) => element.GetProperty(property).GetString()!;
}
