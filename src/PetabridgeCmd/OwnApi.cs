using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Actors.Clustering.Management;
using Actors.Clustering.Settings;

namespace Actors.PetabridgeCmd;

/// <summary>The agent's API as anybody on this machine reaches it, with the agent's own token.</summary>
internal sealed class OwnApi(NodeOptions node, ApiToken token)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<JsonElement> GetAsync(string path) => JsonDocument.Parse(await SendAsync(HttpMethod.Get, path)).RootElement;

    public Task PostAsync(string path) => SendAsync(HttpMethod.Post, path);

    private async Task<string> SendAsync(HttpMethod method, string path)
    {
        using var client = new HttpClient { Timeout = Patience };
        using var request = new HttpRequestMessage(method, $"http://{new IPEndPoint(HostAddresses.Loopback, node.ManagementPort)}{path}");
        request.Headers.Authorization = token.Text is { } text ? new AuthenticationHeaderValue("Bearer", text) : null;
        using var answer = await client.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? body : throw new HttpRequestException($"{(int)answer.StatusCode}: {body}");
    }
}
