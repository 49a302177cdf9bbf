using System.Text.Json;

namespace Actors.Containers.Observing;

/// <summary>What one request through HAProxy brought back.</summary>
internal sealed record Answer(int Status, string? BackendIp, JsonElement Body)
{
    public string Host => Body.GetProperty("host").GetString() ?? "";

    public static async Task<Answer> FromAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"HTTP {(int)response.StatusCode}: {text}");
        }

        var backendIp = response.Headers.TryGetValues("x-backend-ip", out var values) ? values.Single() : null;
        return new Answer((int)response.StatusCode, backendIp, JsonDocument.Parse(text).RootElement);
    }
}
