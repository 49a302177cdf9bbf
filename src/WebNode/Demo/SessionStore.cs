using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Memory;

namespace Actors.WebNode.Demo;

/// <summary>Sessions in this node's memory, named by a cookie, as in the original: they do not follow a user to another node.</summary>
public sealed class SessionStore(IMemoryCache cache)
{
    /// <summary>The session cookie.</summary>
    public const string Cookie = "NODESESSID";

    /// <summary>The most sessions that are kept; the oldest go first.</summary>
    public const int Most = 100_000;

    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(20);

    /// <summary>Counts a view; opens a session where the request names none that this node knows.</summary>
    public (string Id, int Views) View(HttpContext http)
    {
        if (http.Request.Cookies[Cookie] is { Length: <= 64 } known && cache.TryGetValue(known, out Session? session))
        {
            return (known, Interlocked.Increment(ref session!.Views));
        }

        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        cache.Set(id, new Session { Views = 1 }, new MemoryCacheEntryOptions { SlidingExpiration = Idle, Size = 1 });
        http.Response.Cookies.Append(Cookie, id, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/" });
        return (id, 1);
    }

    private sealed class Session
    {
        public int Views;
    }
}
