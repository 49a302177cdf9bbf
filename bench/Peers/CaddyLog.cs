using System.Text.Json;

namespace Actors.Bench.Peers;

/// <summary>What Caddy logs of its active checks: each that failed, and each upstream that is up again. It logs no "down".</summary>
internal static class CaddyLog
{
    private const string Checker = "http.handlers.reverse_proxy.health_checker.active";
    private const string Up = "host is up";

    /// <summary>The addresses of the upstreams that have failed so many checks since they were up.</summary>
    public static IReadOnlySet<string> Unhealthy(IEnumerable<string> lines, int fails)
    {
        var failed = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in lines.Where(line => line.Contains(Checker, StringComparison.Ordinal)))
        {
            if (Read(line) is not { Host: var host, Message: var message })
            {
                continue;
            }

            failed[host] = message == Up ? 0 : failed.GetValueOrDefault(host) + 1;
        }

        return failed.Where(pair => pair.Value >= fails).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
    }

    private static (string Host, string Message)? Read(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.TryGetProperty("host", out var host)
                ? (host.GetString()!, json.RootElement.GetProperty("msg").GetString()!)
                : null;
        }
        catch (JsonException)
        {
            // The last line, half written.
            return null;
        }
    }
}
