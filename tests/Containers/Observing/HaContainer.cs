using System.Text.RegularExpressions;
using Actors.Containers.Engine;

namespace Actors.Containers.Observing;

/// <summary>HAProxy in its container, as its users and its operator see it: answers, configuration, node files, stats page.</summary>
internal sealed partial class HaContainer(Docker docker, Func<Task<string>> container, int httpPort, int statsPort) : IDisposable
{
    // A new connection for each request, so that every request is balanced anew.
    private readonly HttpClient _http = new(
        new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero, UseCookies = false, AllowAutoRedirect = false })
    {
        Timeout = TimeSpan.FromSeconds(10),
    };

    /// <summary>Where users find the service.</summary>
    public Uri Service { get; } = new($"http://127.0.0.1:{httpPort}/");

    private Uri Stats { get; } = new($"http://127.0.0.1:{statsPort}/;csv");

    public async Task<Answer> AskAsync(string query = "")
    {
        using var response = await _http.GetAsync(new Uri(Service, query));
        return await Answer.FromAsync(response);
    }

    /// <summary>The servers of the service <c>web</c>, by name.</summary>
    public async Task<IReadOnlyDictionary<string, SeenServer>> ServersAsync() =>
        HaProxyStatistics.ServersIn(await _http.GetStringAsync(Stats));

    /// <summary>Null when exactly these nodes serve, in every place where it shows; else what shows instead.</summary>
    public async Task<string?> DiffersAsync(IReadOnlyCollection<string> nodes)
    {
        var servers = await ServersAsync();
        var up = servers.Where(server => server.Value.IsUp).Select(server => server.Key);
        return Compare("stats page", nodes, servers.Keys)
            ?? Compare("stats page, those that are UP", nodes, up)
            ?? await WrittenDifferAsync(nodes)
            ?? Compare("hosts that answer", nodes, await AnsweringAsync(2 * nodes.Count));
    }

    public void Dispose() => _http.Dispose();

    private async Task<string?> WrittenDifferAsync(IReadOnlyCollection<string> nodes)
    {
        var text = await docker.ShellAsync(await container(), "cd /nodes && ls -1 && cat /usr/local/etc/haproxy/haproxy.cfg");
        return Compare("haproxy.cfg", nodes, ServerLine().Matches(text).Select(match => match.Groups[1].Value))
            ?? Compare(
                "/nodes", nodes.Select(node => $"{node}.json"),
                text.Split('\n').TakeWhile(line => line.EndsWith(".json", StringComparison.Ordinal)));
    }

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
