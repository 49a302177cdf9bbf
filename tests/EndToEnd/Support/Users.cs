using System.Net;
using System.Text.Json;

namespace Actors.EndToEnd.Support;

/// <summary>Users with a browser each, so with cookies; every request is on a connection of its own.</summary>
internal sealed class Users
{
    private readonly List<HttpClient> _browsers = [];
    private readonly List<Visit> _visits = [];
    private readonly Balancer _usual;

    private Users(Balancer usual) => _usual = usual;

    public string HomeOfFirst => _visits[0].Host;

    /// <summary>So many users come for the first time.</summary>
    public static async Task<Users> ComeAsync(int many, Balancer balancer)
    {
        var users = new Users(balancer);
        for (var i = 0; i < many; i++)
        {
            users._browsers.Add(
                new HttpClient(
                    new SocketsHttpHandler
                    {
                        PooledConnectionLifetime = TimeSpan.Zero,
                        CookieContainer = new CookieContainer()
                    })
                { Timeout = TimeSpan.FromSeconds(30) });
            users._visits.Add(await VisitAsync(users._browsers[i], balancer));
        }

        Assert.True(users._visits.DistinctBy(visit => visit.Host).Count() > 1, "all users are on one node");
        return users;
    }

    /// <summary>Each is answered by the node that answered before, which knows the session.</summary>
    public async Task AssertStayAsync(Balancer balancer)
    {
        for (var i = 0; i < _browsers.Count; i++)
        {
            var visit = await VisitAsync(_browsers[i], balancer);
            Assert.Equal(_visits[i] with { Views = _visits[i].Views + 1 }, visit);
            _visits[i] = visit;
        }
    }

    /// <summary>Those who were on the node are on others now, and stay there; the rest has not moved.</summary>
    public async Task AssertMovedFromAsync(string node, Balancer balancer)
    {
        for (var i = 0; i < _browsers.Count; i++)
        {
            var visit = await VisitAsync(_browsers[i], balancer);
            if (_visits[i].Host == node)
            {
                Assert.NotEqual(node, visit.Host);
            }
            else
            {
                Assert.Equal(_visits[i].Host, visit.Host);
            }

            _visits[i] = visit;
        }

        await AssertStayAsync(balancer);
    }

    /// <summary>Each asks once; what is wrong, or null where all are answered.</summary>
    public async Task<string?> AskAsync()
    {
        foreach (var browser in _browsers)
        {
            if (await VisitAsync(browser, _usual) is { Status: not 200 } visit)
            {
                return visit.ToString();
            }
        }

        return null;
    }

    private static async Task<Visit> VisitAsync(HttpClient browser, Balancer balancer)
    {
        using var answer = await browser.GetAsync(new Uri($"http://127.0.0.1:{balancer.HttpPort}/"));
        var text = await answer.Content.ReadAsStringAsync();
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            return new Visit((int)answer.StatusCode, "", 0);
        }

        using var body = JsonDocument.Parse(text);
        return new Visit(200, body.RootElement.GetProperty("host").GetString()!, body.RootElement.GetProperty("sessionViews").GetInt32());
    }

    private sealed record Visit(int Status, string Host, int Views);
}
