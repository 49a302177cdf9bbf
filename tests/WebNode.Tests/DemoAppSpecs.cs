using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Actors.Clustering.Settings;
using Actors.WebNode.Demo;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Actors.WebNode.Tests;

/// <summary>The demo app's contract, over a real socket.</summary>
public sealed class DemoAppSpecs : IAsyncLifetime
{
    private static readonly string[] ContractNames = ["hello", "ip", "host", "tag", "sessionViews", "id"];
    private readonly HttpClientHandler _handler = new() { UseCookies = true };
    private readonly string _journalPath = Path.GetTempFileName();
    private readonly RequestJournal _journal;
    private WebApplication _app = null!;
    private HttpClient _client = null!;

    public DemoAppSpecs() => _journal = new RequestJournal(_journalPath, "web-1");

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        var cache = new MemoryCache(new MemoryCacheOptions { SizeLimit = SessionStore.Most });
        new DemoApp(
            new NodeOptions("web-1", "web", "10.0.0.7", "0.0.0.0", 4053, [], "", 8558),
            "blue",
            new SessionStore(cache),
            _journal,
            TimeProvider.System).Map(_app);
        await _app.StartAsync();
        var address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        _client = new HttpClient(_handler) { BaseAddress = new Uri(address) };
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        _handler.Dispose();
        await _app.DisposeAsync();
        _journal.Dispose();
        File.Delete(_journalPath);
    }

    [Fact]
    public async Task GET_says_who_answers()
    {
        using var answer = await _client.GetAsync(new Uri("/", UriKind.Relative));
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(ContractNames, body.EnumerateObject().Select(property => property.Name));
        Assert.Equal(
            ("world!", "10.0.0.7", "web-1", "blue"), (Text(body, "hello"), Text(body, "ip"), Text(body, "host"), Text(body, "tag")));
        Assert.Equal("10.0.0.7", Assert.Single(answer.Headers.GetValues("x-backend-ip")));
        Assert.StartsWith(
            $"NODESESSID={Text(body, "id")};", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_counts_its_views_and_another_begins_anew()
    {
        var views = new List<int>();
        for (var i = 0; i < 3; i++)
        {
            views.Add((await _client.GetFromJsonAsync<JsonElement>(new Uri("/", UriKind.Relative))).GetProperty("sessionViews").GetInt32());
        }

        using var stranger = new HttpClient { BaseAddress = _client.BaseAddress };
        stranger.DefaultRequestHeaders.Add("Cookie", "NODESESSID=made-up");
        var other = await stranger.GetFromJsonAsync<JsonElement>(new Uri("/", UriKind.Relative));

        Assert.Equal([1, 2, 3], views);
        Assert.Equal(1, other.GetProperty("sessionViews").GetInt32());
        Assert.NotEqual("made-up", Text(other, "id"));
    }

    [Fact]
    public async Task POST_is_answered_like_GET()
    {
        using var answer = await _client.PostAsync(new Uri("/", UriKind.Relative), content: null);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(ContractNames, body.EnumerateObject().Select(property => property.Name));
        Assert.Equal("10.0.0.7", Assert.Single(answer.Headers.GetValues("x-backend-ip")));
        Assert.True(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task HEAD_opens_no_session()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri("/", UriKind.Relative));
        using var answer = await _client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_delay_slows_the_node_down_until_it_is_taken_back()
    {
        Assert.Equal("""{"delay":300}""", await DelayAsync("""{"delay": 300}"""));
        var slow = System.Diagnostics.Stopwatch.StartNew();
        using (await _client.GetAsync(new Uri("/", UriKind.Relative)))
        {
            Assert.True(slow.ElapsedMilliseconds >= 290, $"{slow.ElapsedMilliseconds} ms");
        }

        Assert.Equal("""{"delay":0}""", await DelayAsync("""{"delay": 0}"""));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task A_request_asks_for_its_own_delay_and_the_others_stay_quick(string method)
    {
        Assert.Equal("""{"delay":5000}""", await DelayAsync("""{"delay": 5000}"""));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(method, "/?delay=0"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(method, "/?delay=300"));

        Assert.InRange(watch.ElapsedMilliseconds, 290, 4_900);
    }

    [Theory]
    [InlineData("/?delay=-1")]
    [InlineData("/?delay=60001")]
    [InlineData("/?delay=1.5")]
    [InlineData("/?delay=")]
    [InlineData("/?delay=soon")]
    [InlineData("/?delay=1&delay=2")]
    public async Task A_request_that_asks_for_a_bad_delay_is_told_what_is_wanted(string path)
    {
        using var answer = await _client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("a whole number from 0 to 60000", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_journal_notes_requests_that_name_themselves()
    {
        await StatusAsync("GET", "/", "a-1");
        await StatusAsync("POST", "/?delay=1", "b_2.x");
        await StatusAsync("HEAD", "/", "a-check");
        await StatusAsync("GET", "/");

        Assert.Equal(["GET a-1 web-1", "POST b_2.x web-1"], await NotedAsync());
    }

    [Fact]
    public async Task The_journal_has_a_request_before_it_is_answered()
    {
        var slow = StatusAsync("POST", "/?delay=60000", "slow");
        while ((await NotedAsync()).Length == 0)
        {
            Assert.False(slow.IsCompleted);
            await Task.Yield();
        }

        Assert.Equal(["POST slow web-1"], await NotedAsync());
        _client.CancelPendingRequests();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => slow);
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("a/b")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234")]
    public async Task The_journal_takes_no_name_that_could_break_its_lines(string id)
    {
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("GET", "/", id));

        Assert.Empty(await NotedAsync());
    }

    [Theory]
    [InlineData("""{"delay": -1}""")]
    [InlineData("""{"delay": 60001}""")]
    [InlineData("""{"delay": 1.5}""")]
    [InlineData("""{"delay": "10"}""")]
    [InlineData("""{"delay": null}""")]
    [InlineData("""{}""")]
    [InlineData("""[]""")]
    [InlineData("delay=10")]
    [InlineData("")]
    public async Task A_bad_delay_is_answered_with_400_and_what_is_wanted(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _client.PostAsync(new Uri("/delay", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("a whole number from 0 to 60000", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<string> DelayAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _client.PostAsync(new Uri("/delay", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task<HttpStatusCode> StatusAsync(string method, string path, string? id = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        if (id is not null)
        {
            request.Headers.Add(RequestJournal.Header, id);
        }

        using var answer = await _client.SendAsync(request);
        return answer.StatusCode;
    }

    private async Task<string[]> NotedAsync() => await File.ReadAllLinesAsync(_journalPath);

    private static string Text(JsonElement body, string name) => body.GetProperty(name).GetString()!;
}
