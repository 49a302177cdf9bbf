using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Actors.Bench.Load;
using Actors.Bench.Systems;
using Actors.Harness;

namespace Actors.Bench.Scenarios;

/// <summary>
/// Requests/s through four proxies in front of the same three backends: HAProxy with the configuration that our agent has
/// rendered (its addresses changed to these backends), HAProxy with one written by hand for the same job (the same headers,
/// checks and retries, no more), HAProxy with the shortest one that balances, and YARP. The backends are cheap (an HAProxy that
/// answers by itself), so that it is the proxies that are measured. Closed loop on kept connections.
/// </summary>
internal static partial class Throughput
{
    private const int Connections = 32;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(4);

    public static async Task<IReadOnlyDictionary<string, Round>> RunAsync(int round, string haProxy)
    {
        var folder = Directory.CreateTempSubdirectory("at-").FullName;
        var running = new List<NodeProcess>();
        try
        {
            int[] backends = [Ports.Free(), Ports.Free(), Ports.Free()];
            running.Add(await HaProxyAsync(folder, "backends", haProxy, BackendConfig(backends), backends[^1]));
            var (rendered, fixedPort, shortest, yarp) = (Ports.Free(), Ports.Free(), Ports.Free(), Ports.Free());
            running.Add(
                await HaProxyAsync(folder, "rendered", haProxy, await RenderedAsync(folder, haProxy, rendered, backends), rendered));
            running.Add(await HaProxyAsync(folder, "hand-written", haProxy, FixedConfig(fixedPort, backends), fixedPort));
            running.Add(await HaProxyAsync(folder, "shortest", haProxy, ShortestConfig(shortest, backends), shortest));
            running.Add(await YarpAsync(folder, yarp, backends));

            // Each begins every fourth round.
            var rates = new Dictionary<string, double>();
            var contenders = new[] { ("our configuration", rendered), ("hand-written", fixedPort), ("shortest", shortest), ("YARP", yarp) };
            for (var i = 0; i < contenders.Length; i++)
            {
                var (name, port) = contenders[(i + round) % contenders.Length];
                await ClosedLoop.RunAsync(port, Connections, WarmUp);
                rates[name] = await ClosedLoop.RunAsync(port, Connections, Measured);
            }

            return contenders.ToDictionary(one => one.Item1, one => Round.Of(
                null, ("requests/s", rates[one.Item1]), ("of hand-written", rates[one.Item1] / rates["hand-written"]),
                ("of YARP", rates[one.Item1] / rates["YARP"])));
        }
        finally
        {
            running.ForEach(process => process.Dispose());
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What our agent writes for three web nodes, with other addresses.</summary>
    private static async Task<string> RenderedAsync(string folder, string haProxy, int port, int[] backends)
    {
        await using var ours = new Ours(haProxy);
        await ours.StartAsync();
        await Task.WhenAll(Changes.Webs.Select(ours.AddAndListenAsync));
        await ours.UntilUpAsync(Changes.Webs);
        foreach (var named in new[] { "routes.map", "leaving.lst" })
        {
            File.Copy(Path.Combine(ours.RuntimePath, named), Path.Combine(folder, named));
        }

        var text = (await File.ReadAllTextAsync(ours.ConfigPath))
            .Replace(ours.RuntimePath, folder, StringComparison.Ordinal)
            .Replace($"127.0.0.1:{ours.HttpPort}", $"127.0.0.1:{port}", StringComparison.Ordinal)
            .Replace($"127.0.0.1:{ours.StatsPort}", $"127.0.0.1:{Ports.Free()}", StringComparison.Ordinal);
        var next = 0;
        return ServerAddress().Replace(text, match => $"{match.Groups[1].Value}127.0.0.1:{backends[next++]}");
    }

    [GeneratedRegex(@"^(    server \S+ )127\.0\.0\.1:\d+", RegexOptions.Multiline)]
    private static partial Regex ServerAddress();

    private static string FixedConfig(int port, int[] backends) => $$"""
        defaults
            mode http
            retries 2
            option redispatch 1
            retry-on conn-failure empty-response
            timeout connect 1s
            timeout client 70s
            timeout server 65s
            default-server check inter 1s fastinter 200ms fall 2 rise 1 observe layer4 error-limit 1 on-error mark-down
        frontend users
            bind 127.0.0.1:{{port}}
            option forwardfor
            http-request set-header X-Forwarded-Port %[dst_port]
            http-request disable-l7-retry if !{ method GET HEAD OPTIONS }
            default_backend nodes
        backend nodes
            balance roundrobin
            option httpchk HEAD /
        {{Servers(backends)}}

        """;

    private static string ShortestConfig(int port, int[] backends) => $"""
        defaults
            mode http
            timeout connect 1s
            timeout client 70s
            timeout server 65s
        frontend users
            bind 127.0.0.1:{port}
            option forwardfor
            default_backend nodes
        backend nodes
            balance roundrobin
        {Servers(backends)}

        """;

    private static string Servers(int[] backends) =>
        string.Join('\n', backends.Select((backend, index) => $"    server s{index} 127.0.0.1:{backend} check"));

    private static string BackendConfig(int[] ports) => $$"""
        defaults
            mode http
            timeout client 70s
            timeout http-keep-alive 70s
        frontend backends
        {{string.Join('\n', ports.Select(port => $"    bind 127.0.0.1:{port}"))}}
            http-request return status 200 content-type application/json string '{"hello":"world!","ip":"127.0.0.1","host":"backend","tag":"","sessionViews":1,"id":"0123456789abcdef"}'

        """;

    private static async Task<NodeProcess> HaProxyAsync(string folder, string name, string haProxy, string config, int port)
    {
        var path = Path.Combine(folder, name + ".cfg");
        await File.WriteAllTextAsync(path, config);
        return await UntilListensAsync(NodeProcess.Start([haProxy, "-db", "-f", path], name, Path.Combine(folder, name + ".log"), 0), port);
    }

    private static Task<NodeProcess> YarpAsync(string folder, int port, int[] backends)
    {
        var ports = backends.Prepend(port).Select(number => number.ToString(CultureInfo.InvariantCulture));
        var command = SelfProgram.Command([YarpProxy.Command, .. ports]);
        return UntilListensAsync(NodeProcess.Start(command, "yarp", Path.Combine(folder, "yarp.log"), 0), port);
    }

    private static async Task<NodeProcess> UntilListensAsync(NodeProcess process, int port)
    {
        await Eventually.BecomesAsync(
            $"{process.Name} listens", () => File.ReadAllText(process.Log),
            () => Task.FromResult((ListeningPort.IsThere(new IPEndPoint(IPAddress.Loopback, port)), "")));
        return process;
    }
}
