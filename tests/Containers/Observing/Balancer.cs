using System.Text.RegularExpressions;
using Actors.Containers.Engine;

namespace Actors.Containers.Observing;

/// <summary>HAProxy as its users and its operator see it: answers, configuration, node files, stats page.</summary>
internal sealed partial class Balancer(Docker docker, Func<Task<string>> container, int httpPort, int statsPort) : IDisposable
{
    private const string Backend = "web";

    // A new connection for each request, so that every request is balanced anew.
    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero, UseCookies = false })
    {
        Timeout = TimeSpan.FromSeconds(10),
    };

    public Uri Service { get; } = new($"http://127.0.0.1:{httpPort}/");

    public Uri Stats { get; } = new($"http://127.0.0.1:{statsPort}/;csv");

    public async Task<Answer> AskAsync()
    {
        using var response = await _http.GetAsync(Service);
        return await Answer.FromAsync(response);
    }

    /// <summary>A request that takes a while at whichever node it comes to.</summary>
    public async Task<Answer> AskSlowlyAsync(int milliseconds)
    {
        using var response = await _http.GetAsync(new Uri(Service, $"?delay={milliseconds}"));
        return await Answer.FromAsync(response);
    }

    /// <summary>How many requests a node has this moment.</summary>
    public async Task<string?> RequestsAtAsync(string node) =>
        HaProxyStats.Requests(await _http.GetStringAsync(Stats), Backend).GetValueOrDefault(node);

    /// <summary>What HAProxy says of a node, such as <c>UP</c> or <c>DRAIN</c>.</summary>
    public async Task<string?> StatusOfAsync(string node) => HaProxyStats.Servers(await _http.GetStringAsync(Stats), Backend).GetValueOrDefault(node);

    /// <summary>Null when exactly these nodes serve, in every place where it shows; else what shows instead.</summary>
    public async Task<string?> DiffersAsync(IReadOnlyCollection<string> nodes)
    {
        var stats = HaProxyStats.Servers(await _http.GetStringAsync(Stats), Backend);
        var up = stats.Where(server => server.Value.StartsWith("UP", StringComparison.Ordinal)).Select(server => server.Key);
        return Compare("stats page", nodes, stats.Keys)
            ?? Compare("stats page, those that are UP", nodes, up)
            ?? Compare("haproxy.cfg", nodes, await ConfiguredAsync())
            ?? Compare("/nodes", nodes.Select(node => $"{node}.json"), await NodeFilesAsync())
            ?? Compare("hosts that answer", nodes, await AnsweringAsync(2 * nodes.Count));
    }

    public async Task<string> ConfigurationAsync() =>
        await docker.ExecAsync(await container(), "cat", "/usr/local/etc/haproxy/haproxy.cfg");

    public void Dispose() => _http.Dispose();

    private async Task<IEnumerable<string>> ConfiguredAsync() =>
        ServerLine().Matches(await ConfigurationAsync()).Select(match => match.Groups[1].Value);

    private async Task<IEnumerable<string>> NodeFilesAsync() =>
        (await docker.ExecAsync(await container(), "ls", "/nodes")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private async Task<IEnumerable<string>> AnsweringAsync(int requests)
    {
        var hosts = new HashSet<string>();
        for (var i = 0; i < requests; i++)
        {
            hosts.Add((await AskAsync()).Host);
        }

        return hosts;
    }

    private static string? Compare(string where, IEnumerable<string> expected, IEnumerable<string> seen)
    {
        var (wanted, found) = (expected.Order(StringComparer.Ordinal).ToArray(), seen.Order(StringComparer.Ordinal).ToArray());
        return wanted.SequenceEqual(found) ? null : $"{where}: [{string.Join(' ', found)}] instead of [{string.Join(' ', wanted)}]";
    }

    [GeneratedRegex(@"^\s*server\s+(\S+)", RegexOptions.Multiline)]
    private static partial Regex ServerLine();
}
