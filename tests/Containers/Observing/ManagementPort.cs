using System.Text.Json;
using Actors.Containers.Engine;

namespace Actors.Containers.Observing;

/// <summary>A node's management port, which is open only inside its container.</summary>
internal static class ManagementPort
{
    public const int Node = 8558;
    public const int Agent = 8090;

    /// <summary>What it answers to a GET.</summary>
    public static async Task<JsonDocument> GetAsync(Docker docker, string container, int port, string path)
    {
        // The images hold no HTTP client; bash opens the connection itself, and HTTP/1.0 keeps the answer in one piece.
        var answer = await docker.ExecAsync(container, "bash", "-c",
            $"exec 3<>/dev/tcp/127.0.0.1/{port}; printf 'GET {path} HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3; cat <&3");
        var (open, close) = (answer.IndexOf('{'), answer.LastIndexOf('}'));
        return open >= 0
            ? JsonDocument.Parse(answer[open..(close + 1)])
            : throw new HttpRequestException($"{container} answers to {path}: {answer}");
    }
}
