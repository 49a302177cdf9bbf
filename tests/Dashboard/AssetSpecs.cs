using System.Net;
using Actors.HaAgent.Dashboard;

namespace Actors.Dashboard;

public sealed class AssetSpecs : IAsyncLifetime
{
    private readonly HttpClient _client = new();
    private FakeAgent _agent = null!;

    public async Task InitializeAsync() => _agent = await FakeAgent.StartAsync();

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _agent.DisposeAsync();
    }

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/dashboard/dashboard.css", "text/css")]
    [InlineData("/dashboard/dashboard.js", "text/javascript")]
    [InlineData("/dashboard/favicon.svg", "image/svg+xml")]
    public async Task Each_is_what_it_says_and_keeps_to_its_own_origin(string path, string type)
    {
        var answer = await _client.GetAsync(new Uri(_agent.Url + path));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        Assert.True(answer.Headers.CacheControl?.NoCache);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_browser_has_is_not_sent_again()
    {
        var first = await _client.GetAsync(new Uri(_agent.Url));
        using var again = new HttpRequestMessage(HttpMethod.Get, _agent.Url);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        Assert.Equal(HttpStatusCode.NotModified, (await _client.SendAsync(again)).StatusCode);
    }

    [Fact]
    public void Every_module_that_another_imports_is_there()
    {
        var all = DashboardAssets.All.ToDictionary(asset => asset.Path, asset => System.Text.Encoding.UTF8.GetString(asset.Content.Span));
        var imported = all.Values.SelectMany(text => text.Split('\n'))
            .Where(line => line.StartsWith("import ", StringComparison.Ordinal))
            .Select(line => "/dashboard/" + line.Split("'./")[1].Split('\'')[0])
            .ToList();

        Assert.NotEmpty(imported);
        Assert.All(imported, path => Assert.Contains(path, all.Keys));
    }
}
