using System.Net;
using System.Text.Json;
using Actors.Clustering.Management;
using Actors.Clustering.Settings;
using Actors.Contracts.Management;

namespace Actors.PetabridgeCmd;

/// <summary>The agent's API as any program on this machine reaches it, with the agent's own token.</summary>
internal sealed class OwnApi(NodeOptions node, ApiToken token)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ManagementClient _client = new(
        new Uri($"http://{new IPEndPoint(HostAddresses.Loopback, node.ManagementPort)}/"), token.Text, Patience)
    {
        User = "pbm",
    };

    public async Task<JsonElement> GetAsync(string path) => JsonDocument.Parse(await SendAsync(HttpMethod.Get, path)).RootElement;

    public Task PostAsync(string path) => SendAsync(HttpMethod.Post, path);

    private async Task<string> SendAsync(HttpMethod method, string path)
    {
        var answer = await _client.SendAsync(method, path, null, CancellationToken.None);
        return answer.IsGood ? answer.Body : throw new HttpRequestException($"{(int)answer.Status}: {answer.Body}");
    }
}
