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
        return JsonDocument.Parse(await docker.ShellAsync(container, $"wget -q -O - http://127.0.0.1:{port}{path}"));
    }
}
