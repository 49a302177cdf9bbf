using System.Security.Cryptography;
using System.Text;

namespace Actors.HaAgent.Dashboard;

/// <summary>The files of the dashboard, which are compiled into the agent, and how they are served.</summary>
public static class DashboardAssets
{
    private const string Prefix = "dashboard/";
    private const string Page = "index.html";

    /// <summary>All of them; the page itself is at <c>/</c>.</summary>
    public static IReadOnlyList<DashboardAsset> All { get; } =
        [.. typeof(DashboardAssets).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(Read)];

    /// <summary>
    /// The page loads from its own origin and nothing else, runs no inline script but its own (which its hash names), is framed by no
    /// page, and cannot make markup of text: what the cluster says of itself is not to be trusted.
    /// </summary>
    private static readonly string ContentSecurityPolicy =
        $"default-src 'self'; script-src 'self' '{InlineScript()}'; object-src 'none'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    /// <summary>Whether a path is one of theirs.</summary>
    public static bool IsAsset(string? path) => All.Any(asset => asset.Path == path);

    /// <summary>Answers with <paramref name="asset"/>, or with 304 where the browser has it as it is.</summary>
    public static Task WriteAsync(HttpContext http, DashboardAsset asset)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(asset);
        var headers = http.Response.Headers;
        headers.CacheControl = "no-cache";
        headers.ETag = asset.Tag;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        if (http.Request.Headers.IfNoneMatch == asset.Tag)
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        http.Response.ContentType = asset.ContentType;
        http.Response.ContentLength = asset.Content.Length;
        return HttpMethods.IsHead(http.Request.Method)
            ? Task.CompletedTask
            : http.Response.Body.WriteAsync(asset.Content, http.RequestAborted).AsTask();
    }

    private static DashboardAsset Read(string name)
    {
        using var stream = typeof(DashboardAssets).Assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        var path = name == Prefix + Page ? "/" : "/" + name;
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8))}\"";
        return new DashboardAsset(path, ContentTypeOf(name), content, tag);
    }

    private static string InlineScript()
    {
        var page = Encoding.UTF8.GetString(All.Single(asset => asset.Path == "/").Content.Span);
        var script = page.Split("<script>")[1].Split("</script>")[0];
        return $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}";
    }

    private static string ContentTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new InvalidOperationException($"{name}: it is not said how '{other}' is served."),
    };
}

/// <summary>A file of the dashboard.</summary>
/// <param name="Path">Where it is served.</param>
/// <param name="ContentType">What it is.</param>
/// <param name="Content">What is in it.</param>
/// <param name="Tag">Its entity tag: another content has another.</param>
public sealed record DashboardAsset(string Path, string ContentType, ReadOnlyMemory<byte> Content, string Tag);
