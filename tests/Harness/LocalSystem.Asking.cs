using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Actors.Contracts.Api;
using Actors.Contracts.Management;

namespace Actors.Harness;

/// <content>What its nodes and HAProxies answer.</content>
public sealed partial class LocalSystem
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(1);
    private readonly HttpClient _user;
    private readonly ConcurrentDictionary<string, HttpClient> _managers = new();

    /// <summary>The servers of the stats page of the first agent's HAProxy.</summary>
    public async Task<IReadOnlyDictionary<string, SeenServer>> ServersAsync() =>
        HaProxyStatistics.ServersIn(await _user.GetStringAsync(new Uri($"http://{_network.HostOf("ha-1")}:{Ha1.StatsPort}/;csv")));

    /// <summary>A request to the service through the first agent's HAProxy, on a connection of its own.</summary>
    public async Task<Answer> GetAsync()
    {
        using var answer = await _user.GetAsync(Ha1.Url);
        return await Answer.FromAsync(answer);
    }

    public Task<JsonElement> StatusAsync(string agent = "ha-1") => JsonAsync(agent, "/api/status");

    /// <summary>The names of those whom a node has in its cluster, in whatever state.</summary>
    public async Task<IReadOnlyList<string>> MembersAsync(string node) =>
        [.. ContractJson.Read(await GoodAsync(node, "/cluster"), ContractJson.Reader.ClusterView)!.Members.Select(member => member.Name)];

    /// <summary>The last changes that an agent brought its HAProxy to, the newest first.</summary>
    public Task<JsonElement> HistoryAsync(string agent = "ha-1") => JsonAsync(agent, "/api/history?limit=1000");

    public async Task PostReadyAsync(string web, string body)
    {
        var answer = await AskAsync(HttpMethod.Post, web, "/ready", body: body);
        if (answer.Status != 200)
        {
            throw new HttpRequestException($"{web} answers {answer}");
        }
    }

    /// <summary>Whether a node's process answers at its management port, in the cluster or not.</summary>
    public async Task<bool> IsLiveAsync(string node)
    {
        try
        {
            return await GoodAsync(node, "/health/live") == "live";
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Posts to a node's management port, with its token; the status of the answer.</summary>
    public async Task<int> PostAsync(string node, string path) =>
        (await AskAsync(HttpMethod.Post, node, path, token: TokenOf(node))).Status;

    /// <summary>Asks a node's management port.</summary>
    public async Task<Answer> AskAsync(HttpMethod method, string node, string path, string? token = null, string? body = null)
    {
        var isJson = body is not null && body.StartsWith('{') && !body.StartsWith("{{", StringComparison.Ordinal);
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, isJson ? "application/json" : "text/plain");
        try
        {
            var answer = await new ManagementClient(ManagementOf(node, "/"), token, Patience, ManagerOf(node))
                .SendAsync(method, path, content, CancellationToken.None);
            return new Answer((int)answer.Status, answer.MediaType ?? "", answer.Body);
        }
        catch (NoAnswerException silence)
        {
            // As of any client that finds nothing there: those that look again know it.
            throw new HttpRequestException(silence.Message, silence);
        }
    }

    /// <summary>The answer to a GET that names another host than the node's.</summary>
    public async Task<Answer> GetAsHostAsync(string node, string path, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, ManagementOf(node, path));
        request.Headers.Host = host;
        using var answer = await ManagerOf(node).SendAsync(request);
        return await Answer.FromAsync(answer);
    }

    /// <summary>The stream of a node's management port.</summary>
    public Task<Stream> StreamAsync(string node, string path) => ManagerOf(node).GetStreamAsync(ManagementOf(node, path));

    /// <summary>The token that a node made for those who may change it.</summary>
    public string TokenOf(string node)
    {
        const string StatePath = "--Node:StatePath=";
        var state = _nodes[node].Settings.First(setting => setting.StartsWith(StatePath, StringComparison.Ordinal))[StatePath.Length..];
        return File.ReadAllText(Path.Combine(state, "api-token")).Trim();
    }

    /// <summary>A client of a node's management port that has its token.</summary>
    public HttpClient OperatorOf(string node)
    {
        var http = ClientAt(node);
        http.BaseAddress = ManagementOf(node, "/");
        http.DefaultRequestHeaders.Authorization = new("Bearer", TokenOf(node));
        return http;
    }

    public int HaProxyPid() => Ha1.Pid();

    public bool HaProxyRuns() => Ha1.Runs();

    /// <summary>A client that stands where users do.</summary>
    /// <param name="lifetime">How long its connections are kept; zero for a new one for each request.</param>
    /// <param name="timeout">How long a request may take.</param>
    public HttpClient ClientOfUsers(TimeSpan lifetime, TimeSpan timeout) => ClientAt(null, lifetime, timeout);

    private async Task<JsonElement> JsonAsync(string node, string path) => JsonDocument.Parse(await GoodAsync(node, path)).RootElement;

    /// <summary>The body of an answer that is good.</summary>
    private async Task<string> GoodAsync(string node, string path) =>
        await AskAsync(HttpMethod.Get, node, path) is { Status: >= 200 and < 300 } answer
            ? answer.Body
            : throw new HttpRequestException($"{node} does not answer {path} well");

    /// <summary>What connects to a node's management port, which only its own machine reaches.</summary>
    private HttpClient ManagerOf(string node) => _managers.GetOrAdd(node, ClientAt);

    private Uri ManagementOf(string node, string path) => new($"http://{_network.Loopback}:{_nodes[node].ManagementPort}{path}");

    // Looks that follow each other share a connection; one that a node's end may have closed is not used again.
    private HttpClient ClientAt(string node) => ClientAt(node, Timeout.InfiniteTimeSpan, Patience, KeptFor);

    private HttpClient ClientAt(string? node, TimeSpan lifetime, TimeSpan timeout, TimeSpan? keptFor = null) => new(new SocketsHttpHandler
    {
        PooledConnectionLifetime = lifetime,
        PooledConnectionIdleTimeout = keptFor ?? Timeout.InfiniteTimeSpan,
        // A user waits as long as for an answer; what asks a node looks again.
        ConnectTimeout = node is null ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(2),
        UseCookies = false,
        ConnectCallback = (context, cancellationToken) => _network.ConnectAsync(node, context.DnsEndPoint, cancellationToken),
    })
    { Timeout = timeout };
}
