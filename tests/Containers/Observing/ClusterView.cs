using System.Text.Json;
using Actors.Containers.Engine;

namespace Actors.Containers.Observing;

/// <summary>The cluster as one of its nodes sees it, asked over the management port inside the node's container.</summary>
internal static class ClusterView
{
    /// <summary>The members that are Up and reachable, by name.</summary>
    public static async Task<IReadOnlyList<string>> MembersAsync(Docker docker, string container, int managementPort)
    {
        // The images hold no HTTP client; bash opens the connection itself, and HTTP/1.0 keeps the answer in one piece.
        var answer = await docker.ExecAsync(container, "bash", "-c",
            $"exec 3<>/dev/tcp/127.0.0.1/{managementPort}; printf 'GET /cluster HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3; cat <&3");
        var (open, close) = (answer.IndexOf('{'), answer.LastIndexOf('}'));
        if (open < 0)
        {
            throw new HttpRequestException($"no members in the answer of {container}: {answer}");
        }

        using var body = JsonDocument.Parse(answer[open..(close + 1)]);
        return
        [
            .. body.RootElement.GetProperty("members").EnumerateArray()
                .Where(member => member.GetProperty("status").GetString() == "Up" && member.GetProperty("reachable").GetBoolean())
                .Select(member => member.GetProperty("name").GetString() ?? "")
                .Order(StringComparer.Ordinal),
        ];
    }
}
